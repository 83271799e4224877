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

  /* Rupiah: dots while digits are typed, the caret behind the same digit. What has other signs, or dots of the writer's
     own, stays as it was typed: the server reads it, or says what is wrong with it. */
  var WHOLE = /^(Rp?\.? ?)?[0-9.]*$/i;
  var GROUPED = /^(Rp\.? ?)?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)$/i;

  function dotted(text) {
    return text.replace(/\./g, "").replace(/(\d)(?=(\d{3})+$)/g, "$1.");
  }

  document.addEventListener("input", function (event) {
    var field = event.target;
    if (!field.matches("input[data-rupiah]") || event.isComposing) return;
    var typed = field.value, own = event.data === "." || /Paste|Drop|Replacement/.test(event.inputType || "");
    if (!typed) delete field.dataset.asTyped;
    else if (!WHOLE.test(typed) || (own && /\d/.test(typed) && !GROUPED.test(typed))) field.dataset.asTyped = "";
    if ("asTyped" in field.dataset) return;
    var mark = /^(?:Rp?\.? ?)?/i.exec(typed)[0];
    var shown = mark + dotted(typed.slice(mark.length));
    if (shown === typed) return;
    var left = typed.slice(0, field.selectionStart).replace(/\D/g, "").length, place = mark.length;
    field.value = shown;
    while (left > 0) if (/\d/.test(shown[place++])) left--;
    field.setSelectionRange(place, place);
  });

  /* A refused form: reading starts at the list of what is wrong. */
  var summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  /* The phone's menu is open while #menu is the target; Escape closes it like its own link. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && location.hash === "#menu") location.hash = "#isi";
  });
})();
