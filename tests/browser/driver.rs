//! A small driver for Chromium: the DevTools protocol over two pipes, which needs no library for web sockets.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page.
pub(crate) struct Browser {
    child: Child,
    to: RefCell<ChildStdin>,
    from: Receiver<Value>,
    session: String,
    last: RefCell<u64>,
    /// What the page complained of, and what it asked the network for.
    events: RefCell<Vec<Value>>,
    profile: PathBuf,
}

impl Browser {
    /// Starts the browser named in `CHROMIUM`, with a window of a size and nothing open.
    pub(crate) fn start(width: u32, height: u32) -> Browser {
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_string());
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("govgraph-browser-{}-{number}", std::process::id()));
        // Chromium reads commands from the file with number 3 and answers into 4; a shell puts our pipes there.
        let mut command = Command::new("sh");
        command.args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2", &program]);
        command.args([
            "--headless=new",
            "--remote-debugging-pipe",
            "--disable-gpu",
            "--no-first-run",
            "--hide-scrollbars",
        ]);
        command.args(["--disable-dev-shm-usage", "--disable-background-networking", "--force-color-profile=srgb"]);
        // In a container there is often nobody but root, and Chromium's sandbox refuses root.
        command.arg("--no-sandbox");
        command.arg(format!("--user-data-dir={}", profile.display()));
        command.arg(format!("--window-size={width},{height}"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (to, out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (send, from) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(out).split(0) {
                let Ok(message) = message else { break };
                let Ok(message) = serde_json::from_slice::<Value>(&message) else { break };
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let mut browser = Browser {
            child,
            to: RefCell::new(to),
            from,
            session: String::new(),
            last: RefCell::new(0),
            events: RefCell::new(Vec::new()),
            profile,
        };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attached =
            browser.call("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = attached["sessionId"].as_str().unwrap().to_string();
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
        browser.media(&[("prefers-reduced-motion", "reduce")], "");
        browser
    }

    /// Sends a command and waits for its answer. Fails if the browser refuses it.
    pub(crate) fn call(&self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Sends a command and waits for its answer, or for why the browser refuses it.
    pub(crate) fn ask(&self, method: &str, params: Value) -> Value {
        let id = {
            let mut last = self.last.borrow_mut();
            *last += 1;
            *last
        };
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.to.borrow_mut().write_all(&bytes).unwrap();
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.next(until).unwrap_or_else(|| panic!("no answer to {method}"));
            if answer["id"] == json!(id) {
                return answer;
            }
        }
    }

    /// The next message; events are kept.
    fn next(&self, until: Instant) -> Option<Value> {
        match self.from.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(message) => {
                if message.get("method").is_some() {
                    self.events.borrow_mut().push(message.clone());
                }
                Some(message)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Opens an address and waits until the page is there, and has settled.
    pub(crate) fn open(&self, url: &str) {
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        self.events.borrow_mut().clear();
        self.call("Page.navigate", json!({ "url": url }));
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'");
        self.settle();
    }

    /// Waits until what was done on the page is drawn.
    pub(crate) fn settle(&self) {
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }

    /// The value of an expression on the page; waits for promises. Fails if it throws.
    pub(crate) fn run(&self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", params);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// The value of an expression that is a text.
    pub(crate) fn text(&self, expression: &str) -> String {
        let value = self.run(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}")).to_string()
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&self, expression: &str) {
        let until = Instant::now() + PATIENCE;
        while self.run(expression) != json!(true) {
            assert!(Instant::now() < until, "it never came to be that {expression}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Presses and releases a key by its name in the standard: `Enter`, `/`, `a`, `ArrowDown`.
    pub(crate) fn key(&self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            "Home" => 36,
            "End" => 35,
            _ => 0,
        };
        let text = match key {
            "Enter" => "\r",
            key if key.chars().count() == 1 => key,
            _ => "",
        };
        for event in ["keyDown", "keyUp"] {
            let mut params =
                json!({ "type": event, "key": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code });
            if event == "keyDown" && !text.is_empty() {
                params["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", params);
        }
        self.settle();
    }

    /// Writes text where the focus is, a key at a time.
    pub(crate) fn write(&self, text: &str) {
        text.chars().for_each(|key| self.key(&key.to_string()));
    }

    /// A mouse event at a place of the window.
    pub(crate) fn mouse(&self, event: &str, (x, y): (f64, f64)) {
        let button = if event == "mouseMoved" { "none" } else { "left" };
        let buttons = if event == "mouseReleased" { 0 } else { 1 };
        self.call(
            "Input.dispatchMouseEvent",
            json!({ "type": event, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 }),
        );
    }

    /// Clicks in the middle of the first element that a selector finds.
    pub(crate) fn click(&self, selector: &str) {
        let at = self.middle(selector);
        self.mouse("mousePressed", at);
        self.mouse("mouseReleased", at);
        self.settle();
    }

    /// The middle of an element in the window.
    pub(crate) fn middle(&self, selector: &str) -> (f64, f64) {
        let selector = serde_json::to_string(selector).unwrap();
        let place = self.run(&format!(
            "(() => {{ const r = document.querySelector({selector}).getBoundingClientRect(); \
             return [r.left + r.width / 2, r.top + r.height / 2]; }})()"
        ));
        (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
    }

    /// Pretends that the reader prefers something, or looks at another medium.
    pub(crate) fn media(&self, features: &[(&str, &str)], medium: &str) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.call("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features }));
    }

    /// Everything that the page complained of since it was opened: errors, refused scripts and styles, warnings.
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.settle();
        let events = self.events.borrow();
        let complaints = events.iter().filter_map(|event| match event["method"].as_str()? {
            "Runtime.exceptionThrown" => Some(event["params"]["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" => Some(event["params"].to_string()),
            "Log.entryAdded" => Some(event["params"]["entry"].to_string()),
            "Page.javascriptDialogOpening" => Some(event["params"].to_string()),
            _ => None,
        });
        complaints.collect()
    }

    /// The addresses that were asked for since the page was opened, but for data that stand in it.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.settle();
        let events = self.events.borrow();
        let requests = events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        let urls = requests.filter_map(|event| event["params"]["request"]["url"].as_str().map(str::to_string));
        urls.filter(|url| !url.starts_with("data:")).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may be gone already; what is left of it is no use to anybody.
        let close = b"{\"id\":0,\"method\":\"Browser.close\"}\0";
        let _ = self.to.borrow_mut().write_all(close);
        let until = Instant::now() + Duration::from_secs(5);
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
