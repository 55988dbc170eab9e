// Two conveniences; the page is complete without them.
"use strict";

// A link into a folded stretch opens it, in browsers that do not do so themselves.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let fold = target.closest("details:not([open])");
  if (!fold) return;
  for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

// A long list can be filtered by what its items say.
for (const list of document.querySelectorAll("[data-filter]")) {
  const items = [...list.querySelectorAll("[data-item]")];
  if (items.length < 2) continue;
  const label = document.createElement("label");
  label.className = "filter";
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = list.dataset.filter;
  input.setAttribute("aria-label", list.dataset.filter);
  const found = document.createElement("span");
  found.className = "where";
  found.setAttribute("role", "status");
  label.append(input, " ", found);
  const heading = list.querySelector(":scope > h2");
  if (heading) heading.after(label);
  else list.prepend(label);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
    found.textContent = wanted ? `${items.filter((item) => !item.hidden).length} of ${items.length}` : "";
  });
}
