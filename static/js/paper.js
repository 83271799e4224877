/* Typing from paper: Enter goes on, numbers choose, and what was understood stands beside the input.
   Every page that loads this works without it; the server reads the same text and says the same words. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-paper]");
  if (!form) return;
  var save = form.querySelector("button[type=submit]");

  /* Going on ---------------------------------------------------------------------------------------------------- */
  function isStop(field) {
    if (!field.matches("input, select, textarea") || field.type === "hidden" || field.disabled) return false;
    if (field.checkVisibility ? !field.checkVisibility() : !field.getClientRects().length) return false;
    if (field.type !== "radio") return true;
    var group = form.elements[field.name];
    return field.checked || (!group.value && field === group[0]);
  }

  function go(field) {
    field.focus();
    if (field.matches("input:not([type=radio]):not([type=checkbox]):not([type=file])")) field.select();
  }

  /* On a page that came back, what was mended leads to the next thing to mend, and then to the button. */
  function isWrong(field) {
    return !!field.closest(".field.is-wrong");
  }

  function goOn(from, back) {
    var stops = Array.prototype.filter.call(form.elements, isStop);
    var here = stops.findIndex(function (field) {
      return field === from || (from.type === "radio" && field.type === "radio" && field.name === from.name);
    });
    var next = stops[here + (back ? -1 : 1)];
    var mending = !back && from.closest(".field.is-wrong");
    if (mending) next = stops.slice(here + 1).find(isWrong);
    if (next) go(next);
    else if (!back && !mending && form.dataset.paper === "save") form.requestSubmit(save);
    else if (!back) save.focus();
  }

  /* An answer that wants a reason opens its note first. */
  function noteWanted(field) {
    var question = field.type === "radio" && field.value === "na" && field.checked && field.closest(".question");
    var note = question && question.querySelector("details.note");
    if (!note) return false;
    note.open = true;
    go(note.querySelector("textarea"));
    return true;
  }

  form.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && field.matches("input:not([type=submit]):not([type=file]), select")) {
      event.preventDefault();
      if (!event.shiftKey && noteWanted(field)) return;
      if (!event.shiftKey && field.matches(".sheet-line .at-name input") && !field.value.trim()) save.focus();
      else goOn(field, event.shiftKey);
    } else if (field.type === "radio" && /^[1-9]$/.test(event.key)) {
      var choice = form.elements[field.name][Number(event.key) - 1];
      if (!choice) return;
      event.preventDefault();
      choice.checked = true;
      choice.focus();
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (field.type === "checkbox" && event.key.toLowerCase() === "x") {
      event.preventDefault();
      field.click();
    }
  });

  /* What was understood ----------------------------------------------------------------------------------------- */
  function labelOf(field, text) {
    var options = field.list ? Array.prototype.slice.call(field.list.options) : [];
    var wanted = text.trim().toLowerCase();
    if (!wanted) return "";
    var tests = [
      function (option) { return option.value.toLowerCase() === wanted.replace(/^0+(?=\d)/, ""); },
      function (option) { return option.label.toLowerCase().split(":")[0] === wanted; },
      function (option) { return option.label.toLowerCase().indexOf(wanted) === 0; },
    ];
    for (var i = 0; i < tests.length; i++) {
      var found = options.filter(tests[i]);
      if (found.length) return found.length === 1 ? found[0].label.split(":")[0] : "";
    }
    return "";
  }

  function year(digits) {
    if (digits.length === 4) return Number(digits);
    var now = new Date().getFullYear();
    var fits = [1900 + Number(digits), 2000 + Number(digits)].filter(function (one) {
      return one <= now && one >= now - 120;
    });
    return fits.length === 1 ? fits[0] : 0;
  }

  function dayOf(text) {
    var found = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d\d)$/.exec(text) || /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(text);
    if (!found) return "";
    var number = year(found[3]);
    var day = new Date(number, found[2] - 1, found[1]);
    if (!number || day.getMonth() !== found[2] - 1 || day.getDate() !== Number(found[1])) return "";
    return day.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
  }

  var READERS = {
    code: labelOf,
    codes: function (field, text) {
      var split = /^(?:[\d\s.,;/+&]|dan)+$/i.test(text) ? /(?:[\s.,;/+&]|dan)+/i : /[,;]/;
      return text.split(split).map(function (part) { return labelOf(field, part); }).filter(Boolean).join(", ");
    },
    place: function (field, text) {
      var rw = /(?:(?:\s*[/., ]\s*|(?=\s*RW))\s*(?:RW\s*[.:]?\s*)?(\d{1,3}|-))?$/;
      var found = new RegExp("^(?:RT\\s*[.:]?\\s*)?(\\d{1,3}|-)" + rw.source, "i").exec(text.trim()) || [];
      return ["RT", "RW"].map(function (word, at) {
        var digits = found[at + 1];
        return digits && digits !== "-" ? word + " " + digits.padStart(3, "0") : "";
      }).filter(Boolean).join(", ");
    },
    day: function (field, text) { return dayOf(text.trim()); },
    nik: function (field, text) {
      var reason = text.trim().length === 1 ? labelOf(field, text) : "";
      return reason ? "Belum ada: " + reason : "";
    },
  };

  form.addEventListener("input", function (event) {
    var field = event.target;
    var said = document.getElementById(field.id + "_dipahami");
    var read = READERS[field.dataset.typed];
    if (said && read) said.textContent = read(field, field.value);
  });

  /* A whole NIK is shown in groups of four, as one reads it off a card. */
  form.addEventListener("focusout", function (event) {
    var field = event.target;
    if (field.dataset.typed !== "nik") return;
    var digits = field.value.replace(/[\s.-]/g, "");
    if (/^\d{16}$/.test(digits)) field.value = digits.match(/\d{4}/g).join(" ");
  });

  /* One more line ----------------------------------------------------------------------------------------------- */
  form.addEventListener("click", function (event) {
    if (!event.target.closest("[data-add-line]")) return;
    var lines = document.getElementById("baris-anggota");
    var names = lines.querySelectorAll(".at-name input");
    var number = Math.max.apply(null, Array.prototype.map.call(names, function (name) { return parseInt(name.name, 10); })) + 1;
    if (number > 30) return;
    event.preventDefault();
    lines.insertAdjacentHTML("beforeend", document.getElementById("baris-baru").innerHTML.replace(/__n__/g, number));
    go(lines.querySelector('[name="' + number + '-name"]'));
  });
})();
