/* 与我有关: a reader says once which unit and role are his, and sees the rows that concern him.
   In: `form.mine` and rows with `data-concerns` as built, the words on this script's own element, YanxiSettings. Out: the form's fields, rows that do not
   concern the reader left out. Without this file every row is there and no form. */
(function (window, document) {
  'use strict';

  var script = document.getElementById('yanxi-mine');
  var settings = window.YanxiSettings;
  var forms = document.querySelectorAll('form.mine');
  var everything = false;
  if (!script || !settings || !forms.length) { return; }

  function each(list, work) { Array.prototype.forEach.call(list, work); }
  function word(name) { return script.getAttribute('data-' + name) || ''; }
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) { element.className = className; }
    if (text) { element.textContent = text; }
    return element;
  }

  function choices(form, name) {
    try { return JSON.parse(form.getAttribute('data-' + name) || '[]'); } catch (damaged) { return []; }
  }

  function find(list, key) {
    var found = null;
    list.forEach(function (choice) { if (choice[0] === key) { found = choice; } });
    return found;
  }

  // What was chosen on another campaign's pages, and is no choice here, counts for nothing.
  function chosen(form, name) {
    var key = settings.values['my-' + name];
    return key && key !== '-' && find(choices(form, name + 's'), key) ? key : '';
  }

  // `units|roles`, each keys between commas or * for all.
  function fits(clause, unit, role) {
    var parts = clause.split('|');
    function has(part, key) { return !key || part === '*' || (part || '').split(',').indexOf(key) >= 0; }
    return parts.length === 2 && has(parts[0], unit) && has(parts[1], role);
  }

  function label(text, control, id) {
    var element = make('label', 'mine-choice');
    element.appendChild(make('span', '', text));
    control.id = id;
    element.appendChild(control);
    return element;
  }

  function select(list, name) {
    var control = make('select');
    var none = make('option', '', word('none'));
    none.value = '';
    control.appendChild(none);
    list.forEach(function (choice) {
      var option = make('option', '', choice[1]);
      option.value = choice[0];
      control.appendChild(option);
    });
    control.addEventListener('change', function () {
      settings.set('my-' + name, control.value || '-');
      everything = false;
      show();
    });
    return control;
  }

  function build(form, number) {
    var units = choices(form, 'units');
    var roles = choices(form, 'roles');
    var field = make('fieldset', 'mine-fields');
    field.appendChild(make('legend', '', word('legend')));
    form.units = select(units, 'unit');
    field.appendChild(label(word('unit'), form.units, 'mine-unit-' + number));
    if (roles.length) {
      form.roles = select(roles, 'role');
      field.appendChild(label(word('role'), form.roles, 'mine-role-' + number));
    }
    form.toggle = make('button', 'button mine-toggle', '');
    form.toggle.type = 'button';
    form.toggle.addEventListener('click', function () { everything = !everything; show(); });
    field.appendChild(form.toggle);
    form.said = make('p', 'mine-said');
    form.said.setAttribute('role', 'status');
    field.appendChild(form.said);
    form.appendChild(field);
    form.hidden = false;
  }

  function showForm(form, unit, role, shown, all) {
    form.units.value = unit;
    if (form.roles) { form.roles.value = role; }
    form.toggle.hidden = !(unit || role) || !all;
    form.toggle.textContent = word(everything ? 'only' : 'all');
    form.toggle.setAttribute('aria-pressed', everything ? 'true' : 'false');
    while (form.said.firstChild) { form.said.removeChild(form.said.firstChild); }
    if (!(unit || role)) { return; }
    var said = word('said').replace('{shown}', String(shown)).replace('{all}', String(all));
    if (all) { form.said.appendChild(document.createTextNode(said + ' ')); }
    var page = make('a', '', word('legend'));
    page.href = settings.link(form.getAttribute('data-page'));
    if (page.pathname !== window.location.pathname) { form.said.appendChild(page); }
    var own = find(choices(form, 'units'), unit);
    if (own && own[2]) {
      form.said.appendChild(document.createTextNode(' '));
      var link = make('a', '', word('own').replace('{unit}', own[1]));
      link.href = settings.link(own[2]);
      form.said.appendChild(link);
    }
  }

  function show() {
    var unit = chosen(forms[0], 'unit');
    var role = chosen(forms[0], 'role');
    var shown = 0;
    var rows = document.querySelectorAll('tr[data-concerns]');
    each(rows, function (row) {
      var concerns = row.getAttribute('data-concerns').split(' ').some(function (clause) { return fits(clause, unit, role); });
      var left = !!(unit || role) && !concerns;
      if (!left) { shown += 1; }
      row.classList.toggle('not-mine', left && !everything);
    });
    each(forms, function (form) { showForm(form, unit, role, shown, rows.length); });
    var event = document.createEvent('Event');
    event.initEvent('yanxi-mine', false, false);
    document.dispatchEvent(event);
  }

  each(forms, build);
  show();
}(window, document));
