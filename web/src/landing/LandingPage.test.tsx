// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { LandingPage } from "./LandingPage";

const SESSION = {
  session_id: "s1",
  therapist_url: "http://coach.test/s/ttt",
  patient_url: "http://coach.test/s/ppp",
  patient_qr_svg: '<svg width="9" height="9"><path d="M0 0h9"/></svg>',
};

let page: HTMLElement;

const ANNA = { id: "a", name: "Anna", role: "therapist", language: "en" };

/** The page as the server's entrance has it. */
async function open(at: object): Promise<void> {
  server(200, JSON.stringify(at));
  await act(() => {
    render(<LandingPage />, page);
  });
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
}

beforeEach(async () => {
  page = document.body.appendChild(document.createElement("div"));
  await open({ begun: true, code_needed: false, person: ANNA, provider: "", passwords: true });
});

afterEach(() => {
  vi.unstubAllGlobals();
  render(null, page);
  page.remove();
});

function server(status: number, body: string): void {
  const day = JSON.stringify({ patients: [], appointments: [] });
  vi.stubGlobal("fetch", (path: string) => Promise.resolve(path.endsWith("/today") ? new Response(day) : new Response(body, { status })));
}

async function press(name: string): Promise<void> {
  const button = [...page.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  await act(async () => {
    button?.click();
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

test("a new session shows both links and the code", async () => {
  server(201, JSON.stringify(SESSION));
  await press("Start a session");
  expect(page.querySelector<HTMLInputElement>(".copy input")?.value).toBe(SESSION.patient_url);
  expect(page.querySelector<HTMLAnchorElement>("a.first")?.href).toBe(SESSION.therapist_url);
  expect(page.querySelector(".code svg")?.getAttribute("viewBox")).toBe("0 0 9 9");
  expect(page.querySelector(".code path")?.namespaceURI).toBe("http://www.w3.org/2000/svg");
});

test("an address of this computer alone has no code to scan, and says how to get one", async () => {
  server(201, JSON.stringify({ ...SESSION, patient_url: "http://localhost:8080/s/ppp" }));
  await press("Start a session");
  expect(page.querySelector(".code")).toBeNull();
  expect(page.textContent).toContain("make run HTTPS=1");
});

test("the server's own sentence is shown when it refuses", async () => {
  server(503, JSON.stringify({ detail: "All places are taken just now." }));
  await press("Watch the demo patient");
  expect(page.querySelector("[role=alert]")?.textContent).toBe("All places are taken just now.");
});

test("no answer, or nonsense, says what to do", async () => {
  server(200, "<html>");
  await press("Start a session");
  expect(page.querySelector("[role=alert]")?.textContent).toContain("Check that it is running");
});

/** A page made anew. */
async function reopen(at: object): Promise<void> {
  render(null, page);
  await open(at);
}

async function submit(fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) page.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = value;
  await act(async () => {
    page.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true, bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

test("the first run asks for the code only from elsewhere, and leads on to the first session", async () => {
  await reopen({ begun: false, code_needed: true, person: null, provider: "", passwords: true });
  expect(page.querySelector('input[name="code"]')).not.toBeNull();
  await reopen({ begun: false, code_needed: false, person: null, provider: "", passwords: true });
  expect(page.querySelector('input[name="code"]')).toBeNull();
  server(201, JSON.stringify(ANNA));
  await submit({ clinic: "Clinic", name: "Anna", login: "anna", password: "correct horse battery" });
  expect(page.textContent).toContain("Start a session");
});

test("who is not known is told so and nothing is lost of what they typed", async () => {
  await reopen({ begun: true, code_needed: false, person: null, provider: "", passwords: true });
  expect(page.textContent).not.toContain("Start a session");
  server(401, JSON.stringify({ detail: "That does not match." }));
  await submit({ login: "anna", password: "wrong" });
  expect(page.querySelector("[role=alert]")?.textContent).toBe("That does not match.");
  expect(page.querySelector<HTMLInputElement>('input[name="login"]')?.value).toBe("anna");
});

test("a reviewer is not offered what they may not do", async () => {
  await reopen({ begun: true, code_needed: false, person: { ...ANNA, role: "reviewer" }, provider: "", passwords: true });
  expect(page.querySelector(".actions")).toBeNull();
});

const LIMITS = {
  max_bytes: 2_000_000,
  max_seconds: 1200,
  exercises: [{ id: "sit_to_stand", name: "Sit to stand", signal: "rise", unit: "deg", hold: false, joint: "knee", landmarks: [], rest_value: 0, target_value: 1, faults: {} }],
};

/** The form is there at once, what the server takes a little later. */
async function openUpload(): Promise<void> {
  await press("Upload a video");
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
}

test("a video is chosen with its exercise; the server's limits are told before", async () => {
  server(200, JSON.stringify(LIMITS));
  await openUpload();
  expect(page.textContent).toContain("up to 2 MB and 20 minutes");
  expect([...page.querySelectorAll('select[name="exercise"] option')].map(({ textContent }) => textContent)).toEqual(["Sit to stand"]);
});

test("a server that takes no uploads says why", async () => {
  server(507, JSON.stringify({ detail: "The disk is nearly full: no video can be taken now." }));
  await openUpload();
  expect(page.querySelector("[role=alert]")?.textContent).toContain("nearly full");
  expect(page.querySelector<HTMLButtonElement>('button[type="submit"]')?.disabled).toBe(true);
});
