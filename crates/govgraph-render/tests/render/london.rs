//! The figure that the layout was made for: community safety in London, from the Home Office to the boards of a borough.

use govgraph_render::figure::{Card, CardState, Edge, EdgeKind, Figure, Row, Tone};

pub(crate) fn london() -> Figure {
    let mut f = Figure::new("London community safety governance");
    f.subtitle = "27 bodies · a sketch for tests, not a record".into();
    let national = f.add_group("national", "National", 0);
    let london = f.add_group("london", "London-wide", 1);
    let hackney = f.add_group("hackney", "Borough: Hackney", 2);
    let city = f.add_group("city", "Borough: City of London", 2);

    let home = f.add_card(
        Card::new("home-office", "Home Office", "department").subtitle("Government department").in_group(national),
    );
    let ncrb = f.add_card(
        Card::new("ncrb", "National Crime Reduction Board", "board").subtitle("National board").in_group(national),
    );

    let lcrdb = f.add_card(
        Card::new("lcrdb", "London Crime Reduction Delivery Board", "board")
            .subtitle("Pan-London board")
            .state(CardState::Ended)
            .pill(Tone::Date, "to 2006")
            .in_group(london),
    );
    let mut lcsp = Card::new("lcsp", "London Community Safety Partnership", "partnership")
        .subtitle("Bi-monthly partnership · 17 seats")
        .state(CardState::Ended)
        .pill(Tone::Date, "2006–2010")
        .in_group(london)
        .more(6);
    for member in [
        "London Councils",
        "Criminal Justice Board",
        "British Transport Police",
        "Crown Prosecution Service",
        "Government Office London",
        "Greater London Authority",
        "Community Safety Policy Forum",
        "LFEPA",
    ] {
        lcsp = lcsp.row(Row::new(member));
    }
    let lcsp = f.add_card(lcsp);
    let mut lcrb = Card::new("lcrb", "London Crime Reduction Board", "board")
        .subtitle("16 standing seats · proposed March 2010")
        .state(CardState::Proposed)
        .pill(Tone::Elected, "elected")
        .pill(Tone::Chair, "chair: MPA")
        .link("https://example.org/lcrb")
        .in_group(london);
    for (member, seats) in [
        ("Metropolitan Police Service", 2),
        ("London Councils", 5),
        ("Borough Chief Executives", 3),
        ("Greater London Authority", 2),
        ("Home Office", 1),
        ("London Probation", 1),
    ] {
        lcrb = lcrb.row(Row::new(member).count(format!("× {seats}")));
    }
    let lcrb = f.add_card(lcrb);
    let thematic = |title: &str| Card::new(title, title, "thematic board").in_group(london);
    let syvb = f.add_card(thematic("Serious Youth Violence Board"));
    let asb = f.add_card(thematic("London ASB Board"));
    let dsvb = f.add_card(thematic("Domestic and Sexual Violence Board"));
    let lsb = f.add_card(Card::new("lsb", "London Safeguarding Board", "board").in_group(london));
    let mpa = f.add_card(
        Card::new("mpa", "Metropolitan Police Authority", "authority")
            .subtitle("Police authority")
            .state(CardState::Ended)
            .pill(Tone::Date, "2000–2012")
            .in_group(london),
    );
    let mopac = f.add_card(
        Card::new("mopac", "Mayor's Office for Policing and Crime", "authority")
            .subtitle("Elected local policing body")
            .pill(Tone::Elected, "elected")
            .pill(Tone::Date, "from 2012")
            .in_group(london),
    );
    let panel =
        f.add_card(Card::new("panel", "MPA Anti-Violence Panel", "panel").state(CardState::Ended).in_group(london));
    let jem = f.add_card(Card::new("jem", "Joint Engagement Meetings", "programme").in_group(london));
    let gla = f.add_card(
        Card::new("gla", "Greater London Authority", "authority")
            .subtitle("Strategic authority")
            .pill(Tone::Elected, "elected")
            .in_group(london),
    );
    let tfa = f.add_card(Card::new("tfa", "Time for Action", "programme").in_group(london));

    let scrutiny = f.add_card(
        Card::new("scrutiny", "Crime and Disorder Scrutiny Committee", "committee")
            .subtitle("Scrutiny committee")
            .pill(Tone::Elected, "elected")
            .pill(Tone::Statutory, "statutory")
            .in_group(hackney),
    );
    let csp = f.add_card(
        Card::new("csp", "Hackney Community Safety Partnership", "partnership")
            .subtitle("Statutory partnership")
            .pill(Tone::Statutory, "statutory")
            .in_group(hackney),
    );
    let mut sog = Card::new("sog", "Statutory Officer Group", "group")
        .subtitle("Meets 4× a year · 10 seats")
        .pill(Tone::Statutory, "statutory")
        .pill(Tone::Chair, "2 co-chairs")
        .in_group(hackney)
        .row(Row::new("Police – BCU Commander").role("co-chair"))
        .row(Row::new("Chief Executive LBH").role("co-chair"));
    for member in [
        "Fire – Borough Commander",
        "Probation – NPS",
        "Probation – CRC",
        "Clinical Commissioning Group",
        "Cabinet lead",
    ] {
        sog = sog.row(Row::new(member));
    }
    let sog = f.add_card(sog);
    let mut crp = Card::new("crp", "Community Resilience Partnership", "partnership")
        .subtitle("30+ seats")
        .pill(Tone::Chair, "chair: Cabinet lead")
        .in_group(hackney);
    for member in
        ["Cabinet lead", "Serious Violence and Gangs", "Violence Against Women and Girls", "Safer Young Hackney"]
    {
        crp = crp.row(Row::new(member).role("chair"));
    }
    let crp = f.add_card(crp);
    let strategic = |title: &str| Card::new(title, title, "strategic board").in_group(hackney);
    let svg = f.add_card(strategic("Serious Violence and Gangs"));
    let vawg = f.add_card(strategic("Violence Against Women and Girls"));
    let syh = f.add_card(strategic("Safer Young Hackney"));
    let nte = f.add_card(strategic("NTE and Safer Socialising"));
    let snb = f.add_card(
        Card::new("snb", "Safer Neighbourhood Board", "board")
            .subtitle("Set up by the Mayor of London")
            .in_group(hackney),
    );

    let corporation = f.add_card(
        Card::new("corporation", "City of London Corporation", "authority")
            .subtitle("Local authority")
            .pill(Tone::Statutory, "statutory")
            .in_group(city),
    );
    let police = f.add_card(Card::new("police", "Police Committee", "committee").in_group(city));
    let scp = f.add_card(
        Card::new("scp", "Safer City Partnership", "partnership")
            .subtitle("CSP for the City of London")
            .pill(Tone::Statutory, "statutory")
            .row(Row::new("City of London Corporation"))
            .row(Row::new("City of London Police"))
            .in_group(city),
    );

    for (from, to, label, proposed) in [
        (lcrdb, lcsp, "succeeded 2006", false),
        (lcsp, lcrb, "proposed 2010", true),
        (mpa, mopac, "replaced 2012", false),
    ] {
        f.add_edge(Edge::new(from, to, EdgeKind::Succession).label(label).proposed(proposed));
    }
    for (from, to) in [(home, ncrb), (mpa, panel), (mpa, jem), (gla, tfa), (corporation, police)] {
        f.add_edge(Edge::new(from, to, EdgeKind::SubBoard));
    }
    for to in [syvb, asb, dsvb, lsb] {
        f.add_edge(Edge::new(lcrb, to, EdgeKind::SubBoard).proposed(true));
    }
    for to in [sog, crp, svg, vawg, syh, nte] {
        f.add_edge(Edge::new(csp, to, EdgeKind::SubBoard));
    }
    for (from, to, label) in [
        (ncrb, lcrb, "consultative"),
        (mpa, lcrb, "leads"),
        (mopac, snb, "set up by Mayor"),
        (lcrb, csp, "co-ordinates"),
        (lcrb, scp, "co-ordinates"),
        (scrutiny, csp, "scrutinises"),
        (csp, snb, "works with"),
        (police, scp, "receives plan"),
    ] {
        f.add_edge(Edge::new(from, to, EdgeKind::Relation).label(label));
    }
    f
}
