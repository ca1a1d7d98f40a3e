//! A real browser, driven through ChromeDriver: plain requests in JSON, as the W3C's WebDriver and Chromium's own commands
//! have them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What Chromium needs to run without a screen and without looking for the network.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A browser with a profile of its own.
pub struct Browser {
    driver: Child,
    host: String,
    session: String,
    profile: tempfile::TempDir,
}

/// A key that has no letter.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";

impl Browser {
    /// Starts the browser; `None` where there is none, and then the test says so and passes. With `CI=true` it fails.
    pub fn start() -> Option<Self> {
        let Ok(mut driver) =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
        else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "there is no chromedriver");
            eprintln!("skipped: there is no chromedriver here (Debian: apt install chromium chromium-driver)");
            return None;
        };
        let mut lines = BufReader::new(driver.stdout.take().expect("standard output")).lines().map_while(Result::ok);
        let started = lines.find(|line| line.contains("started successfully on port")).expect("the driver starts");
        let port: String = started.chars().filter(char::is_ascii_digit).collect();
        // It goes on talking; nobody listening must not stop it.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let mut browser = Self { driver, host: format!("127.0.0.1:{port}"), session: String::new(), profile };
        let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).to_vec();
        arguments.push(format!("--user-data-dir={}", browser.profile.path().join("profile").display()));
        let downloads =
            json!({ "download.default_directory": browser.downloads(), "download.prompt_for_download": false });
        let options = json!({ "args": arguments, "prefs": downloads });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options } } });
        let session = browser.call("POST", "/session", &wanted);
        browser.session = session["sessionId"].as_str().expect("a session").to_owned();
        browser.size(1280, 900);
        Some(browser)
    }

    /// Where files go that are downloaded.
    pub fn downloads(&self) -> std::path::PathBuf {
        self.profile.path().join("downloads")
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_call(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    fn try_call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.host,
            body.len()
        );
        let mut stream = TcpStream::connect(&self.host).map_err(|error| error.to_string())?;
        stream.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        // The driver may keep the line open whatever it was asked: the length tells where the answer ends.
        let mut reader = BufReader::new(stream);
        let mut length = None;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).map_err(|error| error.to_string())?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse::<usize>().ok();
            }
        }
        let mut bytes = vec![0; length.ok_or("an answer without a length")?];
        reader.read_exact(&mut bytes).map_err(|error| error.to_string())?;
        let answer: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        match answer["value"].get("error") {
            Some(error) if error.is_string() => Err(answer["value"].to_string()),
            _ => Ok(answer["value"].clone()),
        }
    }

    fn ask(&self, method: &str, what: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}/{what}", self.session), body)
    }

    /// A command of Chromium's own.
    pub fn chromium(&self, command: &str, parameters: &Value) -> Value {
        self.ask("POST", "goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Goes to an address.
    pub fn go(&self, address: &str) {
        self.ask("POST", "url", &json!({ "url": address }));
    }

    /// The address it is at.
    pub fn address(&self) -> String {
        self.ask("GET", "url", &Value::Null).as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script and gives what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.ask("POST", "execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script that calls `done` with its answer.
    pub fn run_until_done(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.ask("POST", "execute/async", &json!({ "script": script, "args": [] }))
    }

    /// Asks something of an element, once it is there. One that goes away with its page meanwhile is looked for again.
    fn of(&self, css: &str, method: &str, what: &str, body: &Value) -> Value {
        let began = Instant::now();
        loop {
            let found = self.try_ask("POST", "element", &json!({ "using": "css selector", "value": css }));
            let done = found.and_then(|element| {
                let id = element[ELEMENT].as_str().ok_or("not an element")?;
                self.try_ask(method, &format!("element/{id}/{what}"), body)
            });
            match done {
                Ok(answer) => return answer,
                Err(error) if began.elapsed() > Duration::from_secs(10) => {
                    panic!("{css} at {}: {error}", self.address())
                }
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    fn try_ask(&self, method: &str, what: &str, body: &Value) -> Result<Value, String> {
        self.try_call(method, &format!("/session/{}/{what}", self.session), body)
    }

    /// Whether there is such an element.
    pub fn has(&self, css: &str) -> bool {
        self.try_ask("POST", "element", &json!({ "using": "css selector", "value": css })).is_ok()
    }

    /// Clicks on an element, once it is there.
    pub fn click(&self, css: &str) {
        self.of(css, "POST", "click", &json!({}));
    }

    /// Types into an element.
    pub fn write(&self, css: &str, text: &str) {
        self.of(css, "POST", "value", &json!({ "text": text }));
    }

    /// The words of an element as they are shown.
    pub fn text(&self, css: &str) -> String {
        self.of(css, "GET", "text", &Value::Null).as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key, wherever the focus is.
    pub fn press(&self, key: &str) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.ask("POST", "actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": strokes }] }));
    }

    /// Makes the page so many points wide and high.
    pub fn size(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.chromium("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Asks for light or dark colours.
    pub fn colours(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.chromium("Emulation.setEmulatedMedia", &features);
    }

    /// Keeps a picture of the page, where `LOOKBACK_PICTURES` names a folder for them.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("LOOKBACK_PICTURES") else { return };
        let picture = self.ask("GET", "screenshot", &Value::Null);
        let bytes = decoded(&picture);
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).expect("a picture");
    }

    /// The page as a PDF file.
    pub fn print(&self) -> Vec<u8> {
        decoded(&self.ask("POST", "print", &json!({ "background": false })))
    }

    /// What axe-core finds wrong with the page, a line each. `LOOKBACK_AXE` names its file; `None` without it, and with
    /// `CI=true` a failure.
    pub fn axe(&self) -> Option<Vec<String>> {
        let Some(file) = std::env::var_os("LOOKBACK_AXE") else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "LOOKBACK_AXE does not name axe.min.js");
            eprintln!("skipped: LOOKBACK_AXE does not name the file axe.min.js of axe-core");
            return None;
        };
        let source = std::fs::read_to_string(&file).expect("axe.min.js can be read");
        self.run(&source);
        let found = self.run_until_done(
            "axe.run(document).then(found => done(found.passes.length < 5 ? ['axe looked at nothing'] : found.violations.map(fault => fault.id + ': ' + fault.help + ' ' + \
             fault.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' — ' + node.failureSummary.replace(/\\s+/g, ' ')).join(' | '))), \
             error => done(['axe failed: ' + error]));",
        );
        Some(
            found
                .as_array()
                .expect("a list")
                .iter()
                .map(|fault| fault.as_str().unwrap_or_default().to_owned())
                .collect(),
        )
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = self.try_call("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn decoded(value: &Value) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(value.as_str().expect("letters")).expect("base64")
}
