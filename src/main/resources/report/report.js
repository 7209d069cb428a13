(function () {
  'use strict';

  const figures = JSON.parse(document.getElementById('data').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  const chosen = {};
  const drawn = [];

  /** Without quotes: ECharts could not measure texts in it. */
  const FONT = 'system-ui, sans-serif';

  /** A colour of the style sheet, as it is now. */
  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  function palette() {
    return ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'].map(colour);
  }

  /** A decimal number with its thousands apart: no digit goes through a float. */
  function grouped(text, least) {
    const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!parts) {
      return text;
    }
    const whole = parts[2].replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    const decimals = (parts[3] || '').replace(/0+$/, '').padEnd(least, '0');
    return parts[1] + whole + (decimals ? '.' + decimals : '');
  }

  function exact(figure, panel, value) {
    switch (figure.unit) {
      case 'AMOUNT': return grouped(value, 2) + ' ' + panel.name;
      case 'SHARE': return (Number(value) * 100).toFixed(1) + ' %';
      case 'SECONDS': return grouped(value, 1) + ' s';
      default: return grouped(value, 0);
    }
  }

  const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});

  function rough(figure, value) {
    return figure.unit === 'SHARE' ? Math.round(value * 100) + ' %' : compact.format(value);
  }

  /** A tip is made of nodes and never of markup, so that a name is a name. */
  function tip(title, rows) {
    const box = document.createElement('div');
    box.className = 'tip';
    const head = box.appendChild(document.createElement('div'));
    head.className = 'of';
    head.textContent = title;
    for (const row of rows) {
      const line = box.appendChild(document.createElement('div'));
      line.className = 'row';
      line.appendChild(document.createElement('span')).textContent = row[0];
      const value = line.appendChild(document.createElement('span'));
      value.className = 'value';
      value.textContent = row[1];
    }
    return box;
  }

  function unique(values) {
    return Array.from(new Set(values));
  }

  function short(text, most) {
    return text.length > most ? text.slice(0, most - 1) + '…' : text;
  }

  function look() {
    return {
      ink: colour('ink'), muted: colour('muted'), line: colour('line'), paper: colour('paper'),
      colours: palette()
    };
  }

  function frame(figure, panel, style) {
    return {
      animation: false,
      color: style.colours,
      textStyle: {fontFamily: FONT, color: style.muted},
      aria: {enabled: true, label: {description: figure.title + '. ' + panel.headline + '.'}},
      tooltip: {
        backgroundColor: style.paper, borderColor: style.line, borderWidth: 1, padding: [8, 12],
        textStyle: {color: style.ink}, confine: true, transitionDuration: 0,
        extraCssText: 'box-shadow:0 4px 16px rgba(0,0,0,.14);border-radius:6px'
      }
    };
  }

  /** Parts of a bar differ by more than their colour: all but the first have a pattern. */
  function decal(place, style) {
    const base = {color: style.paper, symbolSize: 1};
    return place === 0 ? null : [
      Object.assign({symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4}, base),
      Object.assign({symbol: 'circle', dashArrayX: [[7, 7], [0, 7, 7, 0]], dashArrayY: [7, 0]}, base, {symbolSize: 0.5}),
      Object.assign({symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: Math.PI / 4}, base),
      Object.assign({symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4]}, base)
    ][(place - 1) % 4];
  }

  function category(names, style, most) {
    return {
      type: 'category', data: names,
      axisLine: {lineStyle: {color: style.line}}, axisTick: {show: false},
      axisLabel: {color: style.muted, fontFamily: FONT, hideOverlap: true, formatter: name => short(name, most)}
    };
  }

  function scale(figure, style) {
    return {
      type: 'value', splitNumber: 4, axisLine: {show: false}, axisTick: {show: false},
      splitLine: {lineStyle: {color: style.line}},
      axisLabel: {color: style.muted, fontFamily: FONT, formatter: value => rough(figure, value)}
    };
  }

  /** x to series to the value as text. */
  function table(panel) {
    const rows = new Map();
    for (const point of panel.points) {
      if (!rows.has(point[0])) {
        rows.set(point[0], new Map());
      }
      rows.get(point[0]).set(point[1], point[2]);
    }
    return rows;
  }

  function overX(figure, panel, style, series) {
    const rows = table(panel);
    const names = Array.from(rows.keys());
    const option = frame(figure, panel, style);
    const parts = unique(panel.points.map(point => point[1]));
    option.grid = {left: 16, right: 40, top: parts.length > 1 ? 40 : 12, bottom: 4, containLabel: true};
    option.xAxis = category(names, style, 19);
    option.yAxis = scale(figure, style);
    if (parts.length > 1) {
      option.legend = {left: 0, top: 0, itemWidth: 18, itemHeight: 10, textStyle: {color: style.ink}, data: parts};
    }
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = {type: 'line', lineStyle: {color: style.muted}};
    option.tooltip.formatter = points => tip(points[0].axisValue, Array.from(rows.get(points[0].axisValue))
      .map(entry => [entry[0], exact(figure, panel, entry[1])]));
    option.series = parts.map((part, place) => Object.assign(
      series(part, place), {name: part, data: names.map(name => number(rows.get(name).get(part)))}));
    return option;
  }

  function number(text) {
    return text === undefined ? null : Number(text);
  }

  /** The first line is thin and the others are told apart by their strokes, too. */
  function lines(figure, panel, style) {
    const several = unique(panel.points.map(point => point[1])).length > 1;
    return overX(figure, panel, style, (part, place) => ({
      type: 'line', showSymbol: false, symbol: 'circle', symbolSize: 7, connectNulls: false,
      itemStyle: {color: several ? style.colours[[0, 1, 2, 3, 4, 5][place % 6]] : style.colours[0]},
      lineStyle: {width: several && place > 0 ? 1.25 : 2.25, type: several && place > 0 ? [4, 2] : 'solid'}
    }));
  }

  function stack(figure, panel, style) {
    const option = overX(figure, panel, style, (part, place) => ({
      type: 'bar', stack: 'all', barMaxWidth: 44,
      itemStyle: {borderColor: style.paper, borderWidth: 1, decal: decal(place, style)}
    }));
    option.tooltip.axisPointer = {type: 'none'};
    return option;
  }

  /** Of steps, each is also told as a part of the first. */
  function bars(figure, panel, style, box) {
    const option = frame(figure, panel, style);
    const points = panel.points.slice().reverse();
    const whole = figure.kind === 'FUNNEL' ? Number(panel.points[0][2]) : 0;
    const part = point => (Number(point[2]) / whole * 100).toFixed(1) + ' %';
    option.grid = {left: 4, right: whole ? 110 : 64, top: 4, bottom: 4, containLabel: true};
    option.xAxis = Object.assign(scale(figure, style), {show: false});
    option.yAxis = category(points.map(point => point[0]), style, box.clientWidth < 420 ? 18 : 28);
    option.yAxis.axisLine = {show: false};
    option.yAxis.axisLabel.color = style.ink;
    option.yAxis.axisLabel.interval = 0;
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = point => tip(points[point.dataIndex][0],
      [[figure.labels.value, exact(figure, panel, points[point.dataIndex][2])]]
        .concat(whole ? [['of the first', part(points[point.dataIndex])]] : []));
    option.series = [{
      type: 'bar', barMaxWidth: whole ? 30 : 18, data: points.map(point => Number(point[2])),
      itemStyle: {color: style.colours[0], borderRadius: [0, 3, 3, 0]},
      label: {show: true, position: 'right', color: style.muted, formatter: point => rough(figure, point.value)
        + (whole ? ' · ' + part(points[point.dataIndex]) : '')}
    }];
    return option;
  }

  function channels(hex) {
    return [1, 3, 5].map(place => parseInt(hex.slice(place, place + 2), 16));
  }

  /** Black or white, whichever is easier to read on a cell: WCAG's contrast is never below 4.5. */
  function onCell(part) {
    const high = channels(colour('ramp-high'));
    const light = channels(colour('ramp-low')).map((from, place) => {
      const value = (from + (high[place] - from) * part) / 255;
      return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.179 ? '#000000' : '#ffffff';
  }

  function heat(figure, panel, style, box) {
    const option = frame(figure, panel, style);
    const columns = unique(panel.points.map(point => point[0])).sort((one, other) =>
      (isNaN(one) || isNaN(other)) ? isNaN(one) - isNaN(other) : one - other);
    const lines = unique(panel.points.map(point => point[1])).sort().reverse();
    const values = panel.points.map(point => Number(point[2]));
    const low = Math.min.apply(null, values);
    const high = Math.max.apply(null, values);
    const roomy = box.clientWidth / columns.length > 46 && lines.length < 16;
    const named = figure.labels.x + ' →';
    option.grid = {left: 4, right: 8, top: 26, bottom: 40, containLabel: true};
    option.xAxis = Object.assign(category(columns, style, 12), {position: 'top', splitArea: {show: false},
      name: '', axisLine: {show: false}});
    option.yAxis = category(lines, style, 14);
    option.yAxis.axisLine = {show: false};
    option.title = {text: named, textStyle: {fontSize: 12, fontWeight: 'normal', color: style.muted}, right: 8, top: -4};
    option.visualMap = {
      min: low, max: high > low ? high : low + 1, calculable: false, orient: 'horizontal', left: 0, bottom: 0,
      itemWidth: 10, itemHeight: 110, textStyle: {color: style.muted},
      text: [rough(figure, high), rough(figure, low)], inRange: {color: [colour('ramp-low'), colour('ramp-high')]}
    };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = cell => {
      const point = panel.points[cell.data.place];
      return tip(figure.labels.series + ' ' + point[1] + ', ' + figure.labels.x + ' ' + point[0],
        [[figure.labels.value, exact(figure, panel, point[2])]]);
    };
    option.series = [{
      type: 'heatmap',
      itemStyle: {borderColor: style.paper, borderWidth: 2},
      emphasis: {itemStyle: {borderColor: style.ink, borderWidth: 2}},
      label: {show: roomy, formatter: cell => rough(figure, cell.data.value[2])},
      data: panel.points.map((point, place) => ({
        place: place,
        value: [columns.indexOf(point[0]), lines.indexOf(point[1]), Number(point[2])],
        label: {color: onCell((Number(point[2]) - low) / ((high - low) || 1))}
      }))
    }];
    return option;
  }

  function flow(figure, panel, style) {
    const option = frame(figure, panel, style);
    const lineage = figure.kind === 'LINEAGE';
    const names = unique(panel.points.reduce((all, point) => all.concat(point[0], point[1]), []));
    // A node is as large as what flows in, or out where nothing does.
    const size = name => String(['1', '0'].map(side => panel.points.reduce((sum, point) =>
      point[side] === name ? sum + Number(point[2]) : sum, 0)).find(sum => sum > 0));
    const tone = lineage
      ? name => ({ref: 2, bronze: 4, silver: 5, gold: 0, ops: 3})[name.split('.')[0]] || 0
      : (name, place) => [5, 4, 0, 1, 5, 7, 0, 3, 2, 0, 6][place % 11];
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = item => item.dataType === 'edge'
      ? tip(item.data.source + ' → ' + item.data.target,
        lineage ? [] : [[figure.labels.value, exact(figure, panel, panel.points[item.dataIndex][2])]])
      : tip(item.name, lineage ? [] : [[figure.labels.value, grouped(size(item.name), 0)]]);
    option.series = [{
      type: 'sankey', left: 4, right: lineage ? 190 : 150, top: 8, bottom: 8,
      nodeWidth: lineage ? 8 : 14, nodeGap: lineage ? 32 : 18,
      nodeAlign: 'left', draggable: false, layoutIterations: 64,
      emphasis: {focus: 'adjacency'},
      label: {color: style.ink, textBorderColor: style.paper, textBorderWidth: 3,
        formatter: node => lineage ? node.name : node.name + '  ' + grouped(size(node.name), 0)},
      lineStyle: {color: lineage ? style.muted : 'source', opacity: lineage ? 0.22 : 0.28, curveness: 0.5},
      data: names.map((name, place) => ({name: name, itemStyle: {color: style.colours[tone(name, place)], borderWidth: 0}})),
      links: panel.points.map(point => ({source: point[0], target: point[1], value: Number(point[2])}))
    }];
    return option;
  }

  const drawings = {
    LINE: lines, BAR: bars, STACK: stack, HEATMAP: heat, FUNNEL: bars, FLOW: flow, LINEAGE: flow
  };

  function panelOf(figure) {
    const wanted = chosen[figure.labels.panel];
    return figure.panels.find(panel => panel.name === wanted) || (wanted === undefined ? figure.panels[0] : null);
  }

  function draw(item) {
    const panel = panelOf(item.figure);
    const headline = item.box.closest('article').querySelector('.headline');
    item.chart.clear();
    if (panel === null) {
      headline.textContent = 'Nothing in ' + chosen[item.figure.labels.panel] + '.';
      return;
    }
    headline.textContent = panel.headline + '.';
    item.box.setAttribute('aria-label', item.figure.title + ': ' + panel.headline);
    item.chart.setOption(drawings[item.figure.kind](item.figure, panel, look(), item.box), true);
  }

  function resize(item) {
    if (item.box.clientWidth !== item.width) {
      item.width = item.box.clientWidth;
      item.chart.resize({width: item.box.clientWidth, height: item.box.clientHeight});
      draw(item);
    }
  }

  /** As high as its bars or its lines need. */
  function height(figure) {
    const most = Math.max.apply(null, figure.panels.map(panel => unique(panel.points.map(
      point => point[figure.kind === 'HEATMAP' ? 1 : 0])).length));
    switch (figure.kind) {
      case 'BAR': return Math.max(90, most * 27 + 8);
      case 'FUNNEL': return most * 46 + 8;
      case 'HEATMAP': return Math.max(150, most * (most > 15 ? 17 : 27) + 70);
      default: return 0;
    }
  }

  document.querySelectorAll('[data-choice]').forEach(group => {
    chosen[group.dataset.choice] = group.querySelector('input').value;
    group.addEventListener('change', event => {
      chosen[group.dataset.choice] = event.target.value;
      drawn.filter(item => item.figure.labels.panel === group.dataset.choice).forEach(draw);
    });
  });
  document.querySelectorAll('[data-figure]').forEach(box => {
    const figure = figures.find(it => it.id === box.dataset.figure);
    const pixels = height(figure);
    if (pixels > 0) {
      box.style.height = pixels + 'px';
    }
    const item = {box: box, figure: figure, width: box.clientWidth,
      chart: echarts.init(box, null, {renderer: 'svg'})};
    drawn.push(item);
    draw(item);
  });
  dark.addEventListener('change', () => drawn.forEach(draw));
  new ResizeObserver(() => drawn.forEach(resize)).observe(document.querySelector('main'));

  /** Paper is as light as it is narrow. */
  window.matchMedia('print').addEventListener('change', () => drawn.forEach(item => {
    item.width = 0;
    resize(item);
  }));

  /** What a link leads to is opened. */
  function open() {
    const entry = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (entry && entry.tagName === 'DETAILS') {
      entry.open = true;
    }
  }
  window.addEventListener('hashchange', open);
  open();
  document.documentElement.dataset.drawn = String(drawn.length);
}());
