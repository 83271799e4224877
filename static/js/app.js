/* Small comforts. Every page works without this file; nothing here decides anything. */
(function () {
  "use strict";

  var WAITING = "Sedang menyimpan…";

  /* After a POST is sent: say so, and take no second press. The button is disabled a moment later, when the browser has
     already read the form, so its name and value travel along. Forms that answer with a file say data-keep-ready. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "keepReady" in form.dataset) return;
    if ("sending" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "";
    var button = event.submitter || form.querySelector("button[type=submit]");
    var status = document.getElementById("sedang");
    if (status) status.textContent = WAITING;
    if (!button) return;
    setTimeout(function () {
      button.dataset.words = button.textContent;
      button.textContent = WAITING;
      button.disabled = true;
    }, 0);
  });

  /* Back from the next page, also out of the browser's page cache: everything can be pressed again. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(function (form) {
      delete form.dataset.sending;
    });
    document.querySelectorAll("button[data-words]").forEach(function (button) {
      button.textContent = button.dataset.words;
      button.disabled = false;
      delete button.dataset.words;
    });
    var status = document.getElementById("sedang");
    if (status) status.textContent = "";
  });

  /* A refused form: reading starts at the list of what is wrong. */
  var summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  /* The phone's menu is open while #menu is the target; Escape closes it like its own link. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && location.hash === "#menu") location.hash = "#isi";
  });
})();
