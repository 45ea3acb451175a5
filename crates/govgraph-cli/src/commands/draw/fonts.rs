//! Fonts of this machine, for characters that the embedded one lacks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use govgraph_render::png::{Fonts, covered};

/// The fonts in a folder, or for `system` in those where systems keep them, that have characters which are missing. What is found
/// is no longer missing.
pub(super) fn find(place: &Path, missing: &mut BTreeSet<char>) -> anyhow::Result<Fonts> {
    let mut files = Vec::new();
    if place == Path::new("system") {
        // A folder that is not there has no fonts.
        system_folders().iter().for_each(|folder| gather(folder, 0, &mut files).unwrap_or_default());
    } else {
        gather(place, 0, &mut files).with_context(|| format!("`{}` is no folder of fonts", place.display()))?;
        if files.is_empty() {
            bail!("`{}` holds no .ttf, .otf or .ttc file", place.display());
        }
    }
    // Upright letters of usual weight first, then by name, so that the same fonts give the same picture.
    files.sort_by_key(|file| (is_special(file), file.clone()));
    let mut fonts = Fonts::default();
    for file in files {
        if missing.is_empty() {
            break;
        }
        let Ok(font) = fs::read(&file) else { continue };
        let found = covered(&font, missing);
        if !found.is_empty() {
            missing.retain(|ch| !found.contains(ch));
            fonts = fonts.with(font);
        }
    }
    Ok(fonts)
}

/// What to say of characters that no font has.
pub(super) fn missing_words(missing: &BTreeSet<char>) -> String {
    const MOST: usize = 12;
    let some: String = missing.iter().take(MOST).collect();
    let more = if missing.len() > MOST { "…" } else { "" };
    let (count, are) = match missing.len() {
        1 => ("1 character has".to_string(), "it is an empty box"),
        many => (format!("{many} characters have"), "they are empty boxes"),
    };
    format!(
        "{count} no glyph here ({some}{more}), so that {are}: --fonts system or --fonts FOLDER takes other fonts, and an .svg keeps text"
    )
}

fn is_special(file: &Path) -> bool {
    const SPECIAL: [&str; 9] = ["bold", "italic", "oblique", "light", "thin", "black", "mono", "condensed", "serif"];
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    SPECIAL.iter().any(|word| name.contains(word))
}

fn gather(folder: &Path, depth: u32, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    // Links may lead in circles.
    const DEEPEST: u32 = 6;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = super::extension(&path);
        if path.is_dir() && depth < DEEPEST {
            gather(&path, depth + 1, files).unwrap_or_default();
        } else if matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc") {
            files.push(path);
        }
    }
    Ok(())
}

fn system_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"]
            .map(PathBuf::from)
            .to_vec();
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        folders.extend([".fonts", ".local/share/fonts", "Library/Fonts"].map(|folder| home.join(folder)));
    }
    folders.extend(std::env::var_os("WINDIR").map(|windows| PathBuf::from(windows).join("Fonts")));
    folders
}
