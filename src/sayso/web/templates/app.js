(function () {
  "use strict";

  /* What takes long: ask how far it is, and go on when it is there. */
  document.querySelectorAll("[data-poll]").forEach(function (box) {
    var line = box.querySelector("[role=status]");
    var bar = box.querySelector("progress");
    var misses = 0;
    function show(job) {
      var said = job.doing || job.what;
      if (job.stories) { said = job.stories_read + " of " + job.stories + (job.stories === 1 ? " story read" : " stories read"); }
      else if (job.total) { said += ": " + job.done + " of " + job.total; }
      if (line.textContent !== said) { line.textContent = said; }
      var total = job.stories || job.total;
      if (total) { bar.max = total; bar.value = job.stories ? job.stories_read : job.done; }
    }
    function ask() {
      fetch(box.getAttribute("data-poll"), { headers: { Accept: "application/json" } })
        .then(function (answer) {
          if (answer.status === 404) { location.reload(); return null; }
          return answer.json();
        })
        .then(function (job) {
          if (!job) { return; }
          misses = 0;
          show(job);
          if (job.finished) { location.reload(); } else { setTimeout(ask, 700); }
        })
        .catch(function () {
          misses += 1;
          if (misses < 20) { setTimeout(ask, 2000); } else { line.textContent = "The server does not answer."; }
        });
    }
    setTimeout(ask, 400);
  });

  /* Files dropped anywhere on the form are chosen. */
  document.querySelectorAll("form[data-drop]").forEach(function (form) {
    var box = form.querySelector(".drop");
    var input = form.querySelector("input[type=file]");
    ["dragenter", "dragover"].forEach(function (name) {
      form.addEventListener(name, function (event) { event.preventDefault(); box.classList.add("over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      form.addEventListener(name, function () { box.classList.remove("over"); });
    });
    form.addEventListener("submit", function (event) {
      var size = Array.from(input.files).reduce(function (sum, file) { return sum + file.size; }, 0);
      var much = size > Number(form.getAttribute("data-most"));
      form.querySelector("[role=alert]").hidden = !much;
      if (much) { event.preventDefault(); }
    });
    form.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; }
    });
  });

  /* The days of a story as a slider beside the list; letting go shows the day. */
  document.querySelectorAll("form[data-asof]").forEach(function (form) {
    var list = form.querySelector("select");
    var days = Array.from(list.options).map(function (o) { return o.value; }).filter(Boolean).sort().concat([""]);
    if (days.length < 3) { return; }
    var slider = document.createElement("input");
    slider.type = "range";
    slider.min = 0;
    slider.max = days.length - 1;
    slider.value = days.indexOf(list.value);
    slider.setAttribute("aria-label", "Day of the account");
    function spoken() { slider.setAttribute("aria-valuetext", list.options[list.selectedIndex].text); }
    slider.addEventListener("input", function () { list.value = days[Number(slider.value)]; spoken(); });
    slider.addEventListener("change", function () { form.submit(); });
    list.addEventListener("change", function () { form.submit(); });
    spoken();
    list.before(slider);
  });

  /* Keys: / goes to the search box, Escape leaves it. */
  document.addEventListener("keydown", function (event) {
    var box = document.getElementById("q");
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && document.activeElement === box) { box.blur(); }
  });
})();
