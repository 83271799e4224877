/* The map of a village. Without this file the page shows the drawing of the server and the same content as a list, and
   points are typed. Everything comes from the page itself; only tiles, where an office has a server of its own, do not. */
(function () {
  "use strict";

  var box = document.querySelector("[data-map]");
  if (!box || !window.L) return;
  var L = window.L;
  var editing = box.classList.contains("is-edited");
  var data = JSON.parse(document.getElementById(box.dataset.map).textContent);
  var INDONESIA = [[-11, 95], [6, 141]];
  var CLOSEST = 18; // a street's width
  var NEAR = 15; // around a single point: some kilometres

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* A sign of the key, or a circle for an area, with a number in it. */
  function sign(shape, text) {
    var svgSpace = "http://www.w3.org/2000/svg";
    var pin = element("div");
    if (shape !== "area") {
      var svg = document.createElementNS(svgSpace, "svg");
      svg.setAttribute("viewBox", "0 0 32 32");
      svg.setAttribute("class", shape === "home" ? "home" : "sign");
      svg.setAttribute("aria-hidden", "true");
      var use = document.createElementNS(svgSpace, "use");
      use.setAttribute("href", "#tanda-" + shape);
      svg.appendChild(use);
      pin.appendChild(svg);
    }
    if (text) pin.appendChild(element("span", "", text));
    return pin;
  }

  /* While a point is being set, a tap on a sign goes through to the map. */
  function marker(at, title, className, pin, options) {
    var icon = L.divIcon({ className: className, html: pin, iconSize: [32, 32] });
    var made = L.marker(at, L.extend({ icon: icon, title: title, riseOnHover: true, interactive: !editing, keyboard: !editing }, options));
    made.on("add", function () {
      if (made.options.interactive) made.getElement().setAttribute("aria-label", title);
    });
    return made;
  }

  function popup(title, lines, url) {
    var content = element("div");
    content.appendChild(element("b", "", title));
    lines.forEach(function (line) {
      if (line) content.appendChild(element("p", "", line));
    });
    if (url) {
      var link = element("a", "tap", "Buka profilnya");
      link.href = url;
      var last = element("p");
      last.appendChild(link);
      content.appendChild(last);
    }
    return content;
  }

  function build() {
    while (box.firstChild) box.removeChild(box.firstChild);
    box.setAttribute("role", "region");
    var map = L.map(box, { zoomControl: false, attributionControl: !!data.tiles, scrollWheelZoom: false, maxZoom: CLOSEST, zoomSnap: 0.5 });
    L.control.zoom({ zoomInTitle: "Perbesar", zoomOutTitle: "Perkecil" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
    map.on("popupopen", function (event) {
      var close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", "Tutup");
    });
    if (data.tiles) {
      map.attributionControl.setPrefix(false);
      var credit = element("span", "", data.tiles.credit).innerHTML;
      L.tileLayer(data.tiles.url, { attribution: credit, maxZoom: CLOSEST }).addTo(map);
    }
    return map;
  }

  function layersOf(map) {
    var layers = { boundary: L.layerGroup(), areas: L.layerGroup(), bodies: L.layerGroup(), village: L.layerGroup() };
    if (data.boundary) {
      L.geoJSON(data.boundary, { interactive: false, style: { className: "outline", stroke: true } }).addTo(layers.boundary);
    }
    data.areas.forEach(function (area) {
      var words = area.title + ": " + area.words + " keluarga";
      marker(area.at, words, "pin is-area", sign("area", area.words)).bindPopup(popup(area.title, [area.words + " keluarga didata"])).addTo(layers.areas);
    });
    if (data.village) {
      marker(data.village.at, data.village.title, "pin", sign("home", "")).bindPopup(popup(data.village.title, [])).addTo(layers.village);
    }
    data.bodies.forEach(function (body) {
      var serves = body["for"] ? "Bagi: " + body["for"] : "";
      marker(body.at, body.number + ". " + body.title, "pin", sign(body.shape, String(body.number)))
        .bindPopup(popup(body.title, [body.kind, body.does, serves], body.url))
        .addTo(layers.bodies);
    });
    Object.keys(layers).forEach(function (name) { layers[name].addTo(map); });
    return layers;
  }

  function known() {
    var bounds = L.latLngBounds([]);
    if (data.boundary) bounds.extend(L.geoJSON(data.boundary).getBounds());
    data.areas.concat(data.bodies, data.village ? [data.village] : []).forEach(function (row) { bounds.extend(row.at); });
    return bounds;
  }

  function show(map, bounds) {
    if (!bounds.isValid()) map.fitBounds(INDONESIA);
    else if (bounds.getNorthEast().equals(bounds.getSouthWest())) map.setView(bounds.getCenter(), NEAR);
    else map.fitBounds(bounds.pad(0.08), { maxZoom: NEAR + 1 });
  }

  function toggles(map, layers) {
    var field = document.querySelector("[data-layers]");
    if (!field) return;
    field.hidden = false;
    field.addEventListener("change", function (event) {
      var layer = layers[event.target.value];
      if (event.target.checked) layer.addTo(map);
      else layer.remove();
    });
  }

  /* A tap sets the point; typing moves it; both show in the same two fields. */
  function edits(map, bounds) {
    var latitude = document.getElementById("id_latitude");
    var longitude = document.getElementById("id_longitude");
    var pasted = document.getElementById("id_point");
    var source = document.getElementById("id_source");
    var status = document.querySelector("[data-map-status]");
    var here = document.querySelector("[data-here]");
    var own = null;

    function degrees(input) {
      var text = input.value.trim().replace(",", ".");
      return text && isFinite(text) ? Number(text) : null;
    }

    function draw(at) {
      if (!own) {
        own = marker(at, "Titik yang dipasang", "pin is-own", sign("diamond", ""), { draggable: true, interactive: true, keyboard: true, zIndexOffset: 1000 }).addTo(map);
        own.on("dragend", function () { set(own.getLatLng(), "Titik digeser. Simpan bila sudah tepat."); });
      }
      own.setLatLng(at);
    }

    /* What was noted of an earlier point does not tell where a tapped one comes from. */
    function sourced(words) {
      if (source && source.value === source.defaultValue) source.value = source.defaultValue = words;
    }

    function set(at, words, from) {
      sourced(from || "Ditunjuk di peta");
      latitude.value = at.lat.toFixed(5);
      longitude.value = at.lng.toFixed(5);
      if (pasted) pasted.value = "";
      draw(at);
      status.textContent = words;
    }

    function typed() {
      var south = degrees(latitude), east = degrees(longitude);
      if (south === null || east === null || Math.abs(south) > 90 || Math.abs(east) > 180) return;
      draw([south, east]);
      map.setView([south, east], Math.max(map.getZoom(), NEAR));
    }

    map.on("click", function (event) { set(event.latlng.wrap(), "Titik dipasang. Simpan bila sudah tepat."); });
    latitude.addEventListener("change", typed);
    longitude.addEventListener("change", typed);
    if (pasted) {
      pasted.addEventListener("change", function () {
        var parts = pasted.value.split(",");
        if (parts.length !== 2 || !isFinite(parts[0]) || !isFinite(parts[1])) return;
        latitude.value = parts[0].trim();
        longitude.value = parts[1].trim();
        typed();
      });
    }
    if (degrees(latitude) !== null && degrees(longitude) !== null) typed();
    else if (!bounds.isValid() && !data.tiles) document.querySelector("[data-blank-map]").hidden = false;
    if (here && navigator.geolocation && window.isSecureContext) {
      here.hidden = false;
      here.addEventListener("click", function () {
        status.textContent = "Mencari lokasi…";
        navigator.geolocation.getCurrentPosition(function (found) {
          var at = L.latLng(found.coords.latitude, found.coords.longitude);
          set(at, "Lokasi HP dipakai, kira-kira tepat sampai " + Math.round(found.coords.accuracy) + " meter.", "GPS HP");
          map.setView(at, NEAR + 1);
        }, function () {
          status.textContent = "Lokasi HP tidak didapat. Ketuk peta atau ketik lintang dan bujur.";
        }, { enableHighAccuracy: true, timeout: 20000 });
      });
    }
  }

  var map = build();
  var bounds = known();
  show(map, bounds);
  toggles(map, layersOf(map));
  if (editing) edits(map, bounds);
})();
