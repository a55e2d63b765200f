// A figure's state, {key: value}, and the address that holds it: ?NAME=x1:2,data:moons,step:9.
//
// A parameter is one of five kinds: {min, max, step} or {values} of numbers, {options} with
// their texts, {flag} 0 or 1, {text} with its greatest length. All have a label and a value. A
// text of several {lines} may have {presets}, name: [label, text]; the address may give a name.
(function () {
  "use strict";

  // ---- Reading and writing a state ---------------------------------------------------------

  function defaults({ parameters, steps }) {
    const values = Object.entries(parameters).map(([key, { value }]) => [key, value]);
    return Object.fromEntries(steps ? [...values, ["step", steps.start ?? 0]] : values);
  }

  function nearest(values, number) {
    const distance = (value) => Math.abs(value - number);
    return values.reduce((best, value) => (distance(value) < distance(best) ? value : best));
  }

  function onStep({ min, max, step }, number) {
    const rounded = Number((min + Math.round((number - min) / step) * step).toFixed(6));
    return Math.min(max, Math.max(min, rounded));
  }

  // A parameter's value from the address, moved into its range; undefined if it is none.
  function read(parameter, text) {
    if (parameter.presets && Object.hasOwn(parameter.presets, text)) return parameter.presets[text][1];
    if (parameter.text) return text.slice(0, parameter.text);
    if (parameter.options) return Object.hasOwn(parameter.options, text) ? text : undefined;
    const number = Number.parseFloat(text);
    if (!Number.isFinite(number)) return undefined;
    if (parameter.flag) return number ? 1 : 0;
    if (parameter.values) return nearest(parameter.values, number);
    return onStep(parameter, number);
  }

  // The steps may end earlier once a parameter has changed.
  function settled(spec, state) {
    if (!spec.steps) return state;
    return { ...state, step: Math.min(Math.max(state.step, 0), spec.steps.last(state)) };
  }

  // "x1:2,data:moons,step:9" on top of the state `from`; what it doesn't understand it skips.
  function parse(spec, text = "", from = defaults(spec)) {
    const kinds = { ...spec.parameters, step: { min: 0, max: 1e6, step: 1 } };
    const found = {};
    for (const pair of text.split(",")) {
      const [key, value] = pair.split(":");
      if (value === undefined || !Object.hasOwn(from, key)) continue;
      const number = read(kinds[key], decoded(value));
      if (number !== undefined) found[key] = number;
    }
    return settled(spec, { ...from, ...found });
  }

  const written = (state, from) =>
    Object.entries(state)
      .filter(([key, value]) => value !== from[key])
      .map(([key, value]) => `${key}:${encodeURIComponent(value)}`)
      .join(",");

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return ""; // cut off in the middle of a character
    }
  }

  // ---- The address: ?NAME=x1:2,step:9, beside whatever else its query holds -----------------

  const queryParts = () => location.search.slice(1).split("&").filter(Boolean);

  function fromAddress(name) {
    const part = queryParts().find((text) => text.startsWith(`${name}=`));
    return part && decoded(part.slice(name.length + 1));
  }

  function addressWith(name, text) {
    const url = new URL(location.href);
    const parts = queryParts().filter((part) => !part.startsWith(`${name}=`));
    if (text) parts.push(`${name}=${text.replaceAll("%", "%25")}`);
    url.search = parts.join("&");
    return url;
  }

  function writeAddress(url) {
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // Some browsers forbid this for file:// pages or limit its rate; the figure works without.
    }
  }

  const state = { defaults, settled, parse, written, fromAddress, addressWith, writeAddress };
  if (typeof module === "object") module.exports = state;
  else window.nnFigures = Object.assign(window.nnFigures || {}, state);
})();
