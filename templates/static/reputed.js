// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Makes the pages quicker, never possible: every link and form works without it. No markup is built from
// text; words come from the page, in its language.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const keysOn = () => document.body.dataset.keys !== "off";

  // ---- small notices -------------------------------------------------------------------------------
  const announce = (text) => {
    const place = $("#announce");
    if (place) place.textContent = text;
  };

  // ---- drafts: saved as they are typed ---------------------------------------------------------------
  const token = (form) => form.elements.form_token?.value ?? "";

  const showState = (text) => {
    const state = $("#state");
    const words = state && ($("span", state) ?? state);
    if (words) words.textContent = text;
  };

  const saveDraft = async (field) => {
    if (field.dataset.saved === field.value) return;
    const typed = field.value;
    const body = new URLSearchParams({ form_token: token(field.form), [field.name]: typed });
    try {
      const answer = await fetch(field.dataset.path, {
        method: "POST", body, headers: { accept: "application/json" }, keepalive: typed.length < 20000,
      });
      if (!answer.ok) return;
      field.dataset.saved = typed;
      const { saved } = await answer.json();
      if (field.name === "answer") showState(saved);
    } catch {
      // Without a connection the text stays in the field; the next pause in typing tries again.
    }
  };

  for (const field of $$("[data-draft]")) {
    field.dataset.saved = field.value;
    let timer = 0;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(saveDraft, 2000, field);
    });
    field.addEventListener("blur", () => {
      clearTimeout(timer);
      saveDraft(field);
    });
  }
  // What is saved by itself needs no button.
  for (const button of $$("[data-save]")) button.hidden = true;

  // ---- busy buttons: a second press does nothing ------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    // The pressed button's own name must still be sent, so it is marked and not disabled.
    if (!button) return;
    if (form.dataset.busy) {
      button.style.minInlineSize = `${button.offsetWidth}px`;
      button.textContent = form.dataset.busy;
    }
    button.setAttribute("aria-disabled", "true");
  });
  // A page taken back from the browser's memory is not busy any more.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of $$("form[data-sent]")) delete form.dataset.sent;
    for (const button of $$("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  });

  // ---- copy and open -----------------------------------------------------------------------------------
  for (const link of $$("[data-copy]")) {
    $("span", link).textContent = link.dataset.label;
    link.addEventListener("click", () => {
      const text = document.getElementById(link.dataset.copy)?.value;
      if (text) navigator.clipboard?.writeText(text);
    });
  }

  // ---- try a source without leaving the form: what was typed stays, secrets too -------------------------
  const forgetErrors = (form) => {
    for (const error of $$(".err", form)) error.remove();
    for (const field of $$("[aria-invalid]", form)) field.removeAttribute("aria-invalid");
    $(".notice-bad[role=alert]")?.remove();
  };
  // A page holds the icons it was sent with; what is taken from another one brings its own.
  const bringIcons = (page) => {
    for (const symbol of $$(".sprite symbol", page))
      if (!document.getElementById(symbol.id)) $(".sprite").append(symbol);
  };
  const showErrors = (form, page) => {
    forgetErrors(form);
    const notice = $(".notice-bad[role=alert]", page);
    if (notice) form.before(notice);
    for (const error of $$(".err[id]", page)) {
      const field = document.getElementById(error.id.slice(0, -2));
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", `${field.id}-h ${error.id}`);
      field.after(error);
      const details = field.closest("details");
      if (details) details.open = true;
    }
    document.title = page.title;
    $("[aria-invalid]", form)?.focus();
  };
  for (const button of $$("[data-test]")) {
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const form = button.form;
      if (button.getAttribute("aria-disabled") === "true") return;
      const label = button.textContent;
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.dataset.busy;
      const body = new URLSearchParams(new FormData(form));
      body.set("do", "test");
      try {
        const answer = await fetch(form.action, { method: "POST", body });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const result = $("#test-result", page);
        bringIcons(page);
        if (answer.ok && result) {
          forgetErrors(form);
          $("#test-result").replaceChildren(...result.childNodes);
        } else if (answer.status === 422 && result) {
          $("#test-result").replaceChildren();
          showErrors(form, page);
        } else {
          form.requestSubmit(button);
        }
      } catch {
        form.requestSubmit(button);
      } finally {
        button.removeAttribute("aria-disabled");
        button.textContent = label;
      }
    });
  }

  // ---- details that an address points into -----------------------------------------------------------------
  const openTarget = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    if (target.matches("input, textarea")) target.focus();
    const details = target.closest("details") ?? $("details", target);
    if (!details) return;
    details.open = true;
    $("select, input:not([type=hidden]), textarea", details)?.focus();
  };
  addEventListener("hashchange", openTarget);
  document.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) setTimeout(openTarget);
  });
  openTarget();

  // Menus close when one looks elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of $$("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // ---- the tab one is on may lie outside of a narrow window ----------------------------------------------------
  for (const tab of $$(".tabs [aria-current]")) tab.parentElement.scrollLeft = tab.offsetLeft - 48;

  // ---- relative times stay true ------------------------------------------------------------------------------
  const words = $("#time-words")?.dataset;
  const fill = (text, places) => text.replace(/\{(\w+)\}/g, (all, name) => places[name] ?? all);
  const ago = (minutes) => {
    if (minutes < 1) return words.now;
    return minutes < 60 ? fill(words.minutes, { n: minutes })
                        : fill(words.hours, { n: Math.floor(minutes / 60) });
  };
  const late = (minutes) =>
    minutes < 60 ? fill(words.late, { n: Math.max(minutes, 1) })
                 : fill(words.lateHours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  const refreshTimes = () => {
    const now = Date.now();
    for (const time of $$("time[data-ago]")) {
      const minutes = Math.floor((now - Date.parse(time.dateTime)) / 60000);
      if (minutes >= 0 && minutes < 24 * 60) time.textContent = ago(minutes);
    }
    for (const time of $$("time[data-due]")) {
      const left = Math.ceil((Date.parse(time.dateTime) - now) / 60000);
      const by = Math.floor((now - Date.parse(time.dateTime)) / 60000);
      if (left > 0 && left < 60) time.textContent = fill(words.in, { n: left });
      if (left <= 0 && by < 12 * 60 && !(by >= 60 && by % 60 === 0)) time.textContent = late(by);
      if (left <= 0) {
        const chip = time.closest(".chip");
        chip?.classList.remove("chip-soon");
        chip?.classList.add("chip-late");
        $("use", chip ?? time)?.setAttribute("href", "#i-late");
      }
    }
  };
  if (words) setInterval(refreshTimes, 60000);

  // ---- new reviews wait behind one pill -----------------------------------------------------------------------
  const pill = $("#fresh");
  if (pill && window.EventSource) {
    let told = 0;
    const hear = (event) => {
      const news = JSON.parse(event.data);
      const count = $('.nav a[aria-current="page"] .n');
      if (count && news.awaiting > 0) count.textContent = news.awaiting_text;
      document.title = document.title.replace(/^[^·]*/, `${news.title} `);
      pill.hidden = news.fresh === 0;
      if (news.fresh === 0) return;
      $("span", pill).textContent = news.words;
      if (Date.now() - told > 60000) {
        told = Date.now();
        announce(news.words);
      }
    };
    const listen = () => {
      const stream = new EventSource(`${pill.dataset.live}?since=${pill.dataset.since}`);
      stream.addEventListener("arrivals", hear);
      // Browsers connect again by themselves after a break, but not after a refusal: many pages may be open.
      stream.addEventListener("error", () => {
        if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 60000);
      });
      addEventListener("pagehide", () => stream.close());
    };
    listen();
  }

  // ---- the time zone of a new location -------------------------------------------------------------------------
  for (const field of $$("[data-zone]"))
    if (field.value === "" || field.value === "UTC")
      field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? field.value;

  // ---- keys ------------------------------------------------------------------------------------------------------
  const rows = () => $$(".row h3 a");
  const current = () => document.activeElement?.closest?.(".row");

  const move = (step) => {
    const links = rows();
    if (links.length === 0) return false;
    const row = current();
    const at = row ? links.indexOf($("h3 a", row)) : -1;
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    links[Math.min(Math.max(next, 0), links.length - 1)].focus();
    return true;
  };

  /// Sends the queue's form for the focused row alone, as its button would.
  const actOnRow = (what) => {
    const row = current();
    const box = row && $(".tick input", row);
    const button = $(`#desk button[value="${what}"]`);
    if (!box || !button) return false;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) sessionStorage.setItem("focus", $("h3 a", next).id);
    for (const other of $$("#desk .tick input")) other.checked = other === box;
    button.form.requestSubmit(button);
    return true;
  };

  const openRowAt = (fragment) => {
    const row = current();
    if (!row) return false;
    location.href = $("h3 a", row).href + fragment;
    return true;
  };

  /// The element of this page that a key stands for: pressed when it acts, focused when it is a field.
  const press = (key) => {
    const element = $(`[data-key="${key}"]`);
    if (!element) return false;
    element.click();
    return true;
  };

  const focusOn = (selector) => {
    const element = $(selector);
    if (!element) return false;
    element.focus();
    element.scrollIntoView({ block: "center" });
    return true;
  };

  const select = () => {
    const box = current() && $(".tick input", current());
    if (!box) return false;
    box.click();
    return true;
  };

  const showKeys = async () => {
    const open = $("#key-sheet");
    if (open) {
      open.open ? open.close() : open.showModal();
      return true;
    }
    try {
      const answer = await fetch("/keys");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const dialog = document.createElement("dialog");
      dialog.id = "key-sheet";
      const heading = document.createElement("h2");
      heading.textContent = $("h1", page).textContent;
      dialog.setAttribute("aria-label", heading.textContent);
      const close = $("#key-list form", page);
      close.hidden = false;
      dialog.append(heading, $("#key-list .keys", page), close);
      document.body.append(dialog);
      dialog.showModal();
      $("button", close).focus();
    } catch {
      location.href = "/keys";
    }
    return true;
  };

  const go = { q: "/queue", s: "/sources", o: "/outbox" };
  const single = {
    j: () => move(1) || press("j"),
    k: () => move(-1) || press("k"),
    o: () => current() !== null && openRowAt(""),
    e: () => actOnRow("answered") || press("e"),
    i: () => actOnRow("take") || press("i"),
    r: () => openRowAt("#answer") || focusOn("#answer"),
    n: () => openRowAt("#note") || focusOn("#note"),
    s: () => openRowAt("#snooze") || press("s"),
    a: () => openRowAt("#assign") || press("a"),
    u: () => press("u"),
    z: () => press("z"),
    x: select,
    ".": () => { if (!pill || pill.hidden) return false; pill.click(); return true; },
    "/": () => focusOn("#q"),
    "?": showKeys,
  };

  /// The letter meant: what the layout gives when it is Latin, else what stands on that key in Latin.
  const letterOf = (event) => {
    if (event.key === "؟" || event.key === "?") return "?";
    if (/^[a-z./]$/i.test(event.key)) return event.key.toLowerCase();
    if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
    if (event.code === "Slash") return event.shiftKey ? "?" : "/";
    return event.code === "Period" && !event.shiftKey ? "." : "";
  };

  const isField = (element) =>
    element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "") && element.type !== "checkbox";

  let waitingForPlace = 0;
  document.addEventListener("keydown", (event) => {
    const field = isField(event.target);
    if (event.key === "Escape") {
      for (const menu of $$("details.menu[open]")) menu.open = false;
      if (field) event.target.blur();
      return;
    }
    if (event.key === "Enter" && event.ctrlKey && event.target.form?.id === "compose") {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (field || !keysOn() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if ($("dialog[open]") && event.key !== "?") return;
    const letter = letterOf(event);
    const place = Date.now() - waitingForPlace < 1500 ? go[letter] : undefined;
    waitingForPlace = 0;
    if (place) {
      event.preventDefault();
      location.href = place;
    } else if (letter === "g") {
      waitingForPlace = Date.now();
    } else if (Object.hasOwn(single, letter) && single[letter]()) {
      event.preventDefault();
    }
  });

  // ---- focus after an action, and after "back" -------------------------------------------------------------------
  // The way back from a review names its row in the address, so there the browser sets the focus itself.
  const wanted = sessionStorage.getItem("focus");
  sessionStorage.removeItem("focus");
  if (wanted) document.getElementById(wanted)?.focus();
})();
