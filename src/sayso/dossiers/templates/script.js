(function () {
  "use strict";
  var root = document.documentElement;
  var back = document.getElementById("back");
  var lit = [];
  var reach = null;
  root.classList.add("js");

  function dim() {
    lit.forEach(function (mark) { mark.classList.remove("lit"); });
    lit = [];
  }

  /* Light every stretch from the target up to the end of the passage that the link names. */
  function light(first, end) {
    var prefix = first.id.slice(0, first.id.lastIndexOf("-") + 1);
    var body = first.closest(".body");
    if (!body || !end) { return; }
    var at = Number(first.id.slice(prefix.length));
    var walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    var on = false;
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      var mark = node.parentElement;
      if (!mark.closest(".text")) { continue; }
      if (mark === first) { on = true; }
      if (!on) { continue; }
      if (at >= end) { break; }
      if (mark.tagName === "MARK") { mark.classList.add("lit"); lit.push(mark); }
      at += Array.from(node.data).length;
    }
  }

  function arrive() {
    dim();
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    if (!target) { return; }
    for (var up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") { up.open = true; }
    }
    if (target.tagName === "MARK") { light(target, reach); }
    reach = null;
    target.scrollIntoView({ block: target.tagName === "MARK" ? "center" : "start" });
    requestAnimationFrame(function () {
      target.scrollIntoView({ block: target.tagName === "MARK" ? "center" : "start" });
    });
    if (back) { back.hidden = target.tagName !== "MARK" || history.length < 2; }
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) { return; }
    reach = Number(link.getAttribute("data-end")) || null;
    if (link.getAttribute("href") === location.hash) { setTimeout(arrive, 0); }
  });
  window.addEventListener("hashchange", arrive);
  if (back) { back.addEventListener("click", function () { history.back(); }); }

  function filter(input) {
    var section = document.getElementById(input.getAttribute("data-filter"));
    var wanted = input.value.trim().toLowerCase();
    var shown = 0;
    section.querySelectorAll(".speaker").forEach(function (speaker) {
      var name = speaker.querySelector("h4").textContent.toLowerCase();
      var any = !wanted || name.indexOf(wanted) >= 0;
      var whole = any;
      speaker.querySelectorAll("blockquote").forEach(function (words) {
        var saying = words.closest("li");
        var fits = whole || saying.textContent.toLowerCase().indexOf(wanted) >= 0;
        saying.hidden = !fits;
        any = any || fits;
      });
      speaker.hidden = !any;
      if (any) { shown += 1; }
    });
    section.querySelectorAll("details.fold").forEach(function (fold) { if (wanted) { fold.open = true; } });
    section.querySelector(".found").textContent = wanted ? shown + (shown === 1 ? " speaker" : " speakers") : "";
  }
  document.querySelectorAll("input[data-filter]").forEach(function (input) {
    input.addEventListener("input", function () { filter(input); });
  });

  /* Printing shows what is folded. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  if (location.hash) { arrive(); }
})();
