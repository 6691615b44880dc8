"use strict";
(() => {
  const filter = document.getElementById("filter");
  if (!filter) return;
  const device = document.getElementById("device");
  const candidates = document.getElementById("candidates");
  const counting = document.getElementById("counting");
  const entries = [...document.querySelectorAll("li[data-n]")];
  const marks = new Map(entries.map((entry) => [entry.dataset.n, []]));
  for (const mark of document.querySelectorAll(".speech [data-n]")) marks.get(mark.dataset.n).push(mark);

  const apply = () => {
    for (const entry of entries) {
      const off = (device.value && entry.dataset.device !== device.value)
        || (candidates.checked && entry.dataset.candidate === "yes")
        || (counting.checked && entry.dataset.counts === "no");
      for (const element of [entry, ...marks.get(entry.dataset.n)]) {
        element.classList.toggle("off", Boolean(off));
        if (off) element.classList.remove("picked");
      }
    }
  };
  const pick = (number) => {
    for (const picked of document.querySelectorAll(".picked")) picked.classList.remove("picked");
    const entry = document.getElementById("tag-" + number);
    entry.classList.add("picked");
    entry.querySelector("details").open = true;
    for (const mark of marks.get(number)) mark.classList.add("picked");
    return entry;
  };

  filter.hidden = false;
  for (const control of [device, candidates, counting]) control.addEventListener("change", apply);
  apply(); // a reloaded page keeps its controls
  document.querySelector(".speech").addEventListener("click", (event) => {
    const hit = event.target.closest("[data-n]:not(.off)");
    if (!hit) return;
    event.preventDefault();
    pick(hit.dataset.n).scrollIntoView({ block: "nearest" });
  });
  document.querySelector(".tags").addEventListener("click", (event) => {
    const link = event.target.closest("a.n");
    if (!link) return;
    event.preventDefault();
    const number = link.closest("li").dataset.n;
    pick(number);
    marks.get(number).forEach((mark, place) => { if (place === 0) mark.scrollIntoView({ block: "center" }); });
  });
  window.addEventListener("beforeprint", () => {
    for (const entry of entries) entry.querySelector("details").open = true;
  });
})();
