"use strict";
// What a reader can do with a page that is whole without this: filter rows, look at one theme, sort tables.
(() => {
  const $ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const language = document.documentElement.lang;
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const ROWS = "table.rows tbody tr, ul.rows li";
  const filter = document.getElementById("filter");

  // Whether a table is not as it was written: what stands in several rows is then told in full in each.
  function mark(table) {
    const sorted = table.querySelector("[aria-sort]") !== null;
    table.classList.toggle("changed", sorted || filter.value.trim() !== "");
  }

  // Sorting: once up, once down, once back.
  const ORDERS = { none: "ascending", ascending: "descending", descending: "none" };

  function sort(table, head, column, rows) {
    const order = ORDERS[head.getAttribute("aria-sort") || "none"];
    for (const other of $("thead th", table)) other.removeAttribute("aria-sort");
    const sorted = [...rows];
    if (order !== "none") {
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const keys = new Map(rows.map((row) => [row, row.cells[column].textContent.trim()]));
      sorted.sort((a, b) => sign * compare(keys.get(a), keys.get(b)));
    }
    table.tBodies[0].append(...sorted);
    mark(table);
  }

  for (const table of $("table.sortable")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) continue;
    $("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head, column, rows));
    });
  }

  const tools = document.getElementById("tools");
  const panels = $(".theme");
  const found = document.getElementById("found");
  const folded = new Map(panels.flatMap((panel) => $(ROWS, panel)).map((row) => [row, fold(row.textContent)]));
  tools.hidden = false;

  // Themes: a tab for all, and one for each where there are several.
  const tabs = document.createElement("div");
  let chosen = 0;

  function choose(number) {
    chosen = number;
    [...tabs.children].forEach((tab, of) => {
      tab.setAttribute("aria-selected", String(of === number));
      tab.tabIndex = of === number ? 0 : -1;
    });
    show();
  }

  function addTabs() {
    tabs.className = "tabs";
    tabs.setAttribute("role", "tablist");
    tabs.setAttribute("aria-label", tools.dataset.themes);
    const names = [tools.dataset.all, ...panels.map((panel) => panel.querySelector("h3").textContent)];
    names.forEach((name, number) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `tab-${number}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", number ? panels[number - 1].id : panels.map((panel) => panel.id).join(" "));
      tab.textContent = name;
      tab.addEventListener("click", () => choose(number));
      tabs.append(tab);
    });
    panels.forEach((panel) => panel.setAttribute("role", "tabpanel"));
    tabs.addEventListener("keydown", (event) => {
      const last = panels.length;
      const to = {
        ArrowRight: chosen === last ? 0 : chosen + 1, ArrowLeft: chosen ? chosen - 1 : last, Home: 0, End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
      tabs.children[to].focus();
    });
    tools.after(tabs);
  }

  // The filter: every word must stand in a row.
  function show() {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    let total = 0;
    panels.forEach((panel, number) => {
      const open = chosen === 0 || chosen === number + 1;
      for (const row of $(ROWS, panel)) {
        row.hidden = !words.every((word) => folded.get(row).includes(word));
        total += open;
        shown += open && !row.hidden;
      }
      $("table.rows", panel).forEach(mark);
      const some = (root) => $(ROWS, root).some((row) => !row.hidden);
      for (const part of $(".scroll, .alone", panel)) part.hidden = !some(part);
      panel.hidden = !open || (words.length > 0 && !some(panel));
    });
    found.textContent = found.dataset.told.replace("{n}", shown).replace("{total}", total);
  }

  // Whoever follows a link to a theme sees it.
  function reveal() {
    const panel = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".theme");
    if (!panel?.hidden) return;
    filter.value = "";
    choose(0);
    document.getElementById(location.hash.slice(1)).scrollIntoView();
  }

  filter.addEventListener("input", show);
  window.addEventListener("hashchange", reveal);
  if (panels.length > 1) addTabs();
  choose(0);
})();
