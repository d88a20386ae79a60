using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>Edits of kptn.yaml and of files it includes.</summary>
public sealed class DefinitionSpecs
{
    private const string FromExtract = "; clean: data changed: extract; price: data changed: clean; report: data changed: price";

    public static TheoryData<string, string, string, string, string> Edits => new()
    {
        { "an arg of the task", "kptn.yaml", "source: web", "source: shop", "extract: args changed: source" },
        { "an arg that the graph overrides", "kptn.yaml", "rows: 3", "rows: 9", "" },
        { "an arg through extends", "kptn.yaml", "rows: 5", "rows: 6", "extract: args changed: rows" + FromExtract + "; check: inputs changed: report/report/report.txt" },
        { "an arg through extends taken away", "kptn.yaml", "extract: {rows: 5}", "extract: {}", "extract: args changed: rows" + FromExtract + "; check: inputs changed: report/report/report.txt" },
        { "an arg of the graph", "kptn.yaml", "discount: 0.1", "discount: 0.2", "price: args changed: discount; report: data changed: price; check: inputs changed: report/report/report.txt" },
        { "an arg of the same number in another form", "kptn.yaml", "discount: 0.1", "discount: 1.0e-1", "" },
        { "a list arg in another order", "kptn.yaml", "steps: [1, 2]", "steps: [2, 1]", "price: args changed: steps" },
        { "a map arg in another order", "kptn.yaml", "note: {a: 1, b: 2}", "note: {b: 2, a: 1}", "" },
        { "a map arg changed", "kptn.yaml", "note: {a: 1, b: 2}", "note: {a: 1, b: 3}", "price: args changed: note" },
        { "an arg that the function does not accept", "kptn.yaml", "ignored_by_python: 1", "ignored_by_python: 2", "" },
        { "an arg with a default", "kptn.yaml", "args: {items: {ref: stock}}", "args: {items: {ref: stock}, more: 1}", "labels: args changed: more" },
        { "an arg of another type", "kptn.yaml", "source: web", "source: 1", "extract: args changed: source" },
        { "args in another order", "kptn.yaml", "args: {source: web, rows: 3, ignored_by_python: 1}", "args:\n      ignored_by_python: 1\n      rows: 3\n      source: \"web\"", "" },
        { "outputs", "kptn.yaml", "outputs: [stock.txt]", "outputs: [\"stock.*\"]", "stock: definition changed: outputs; labels: inputs changed: stock/stock.* (+1 more); watch: inputs changed: stock/stock.* (+1 more)" },
        { "cache_result", "kptn.yaml", "outputs: [watch.txt]", "outputs: [watch.txt]\n    cache_result: true", "watch: definition changed: cache_result" },
        { "a config scalar", "kptn.yaml", "currency: EUR", "currency: USD", "price: config changed: currency; report: data changed: price; check: inputs changed: report/report/report.txt" },
        { "a nested config value", "kptn.yaml", "USD: 1.1", "USD: 1.2", "price: config changed: rates" },
        { "config keys in another order", "kptn.yaml", "rates: {EUR: 1.0, USD: 1.1}", "rates: {USD: 1.1, EUR: 1.0}", "" },
        { "a config value under its alias", "kptn.yaml", "value: Corner shop", "value: Corner store", "report: config changed: label; check: inputs changed: report/report/report.txt" },
        { "an alias", "kptn.yaml", "alias: brand}", "alias: brand_name}\n  brand: {value: Corner shop, alias: other}", "report: config changed: brand (+1 more)" },
        { "an included config file", "conf/limits.json", "\"max\": 100", "\"max\": 200", "check: config changed: limits" },
        { "layout of an included config file", "conf/limits.json", "{\"max\": 100, \"min\": 1}", "{\n  \"min\": 1,\n  \"max\": 100\n}", "" },
        { "config of the graph, seen through a callable", "kptn.yaml", "region: south", "region: west", "check: config changed: region" },
        { "root config that the graph overrides", "kptn.yaml", "region: north", "region: east", "" },
        { "config that no task sees", "kptn.yaml", "spare: 1", "spare: 2", "" },
        { "new config that no task sees", "kptn.yaml", "spare: 1", "spare: 1\n  extra: [1, 2]", "" },
        { "an env value", "kptn.yaml", "SHOP_LANG: en", "SHOP_LANG: de", "labels: env changed: SHOP_LANG" },
        { "a new env value", "kptn.yaml", "SHOP_LANG: en", "SHOP_LANG: en, SHOP_TAX: 19", "labels: env changed: SHOP_TAX" },
        { "a new env name", "kptn.yaml", "env: [SHOP_MODE]", "env: [SHOP_MODE, SHOP_TAX]", "check: env changed: SHOP_TAX" },
        { "no env name", "kptn.yaml", "    env: [SHOP_MODE]\n", "", "check: env changed: SHOP_MODE" },
        { "a ref under another name", "kptn.yaml", "args: {items: {ref: stock}}", "args: {items: {ref: stock}, more: {ref: stock}}", "labels: args changed: more" },
        { "a dependency that a function sees through outputs", "kptn.yaml", "check: {deps: report}", "check: {deps: [report, stock]}", "check: inputs changed: stock/stock.txt" },
        { "a dependency taken away", "kptn.yaml", "watch: stock", "watch:", "watch: inputs changed: stock/stock.txt" },
        { "a dependency on a result that the function does not accept", "kptn.yaml", "check: {deps: report}", "check: {deps: [report, clean]}", "" },
        { "an order-only dependency", "kptn.yaml", "outputs: [watch.txt]", "outputs: [watch.txt]\n    after: extract", "" },
        { "tags, compute, retries, timeout, retry_delay, on_failure", "kptn.yaml", "outputs: [watch.txt]", "outputs: [watch.txt]\n    tags: [slow]\n    compute: {cpu: 256, memory: 512}\n    retries: 2\n    timeout: 30\n    retry_delay: 1\n    on_failure: continue", "" },
        { "a new task", "kptn.yaml", "      watch: stock", "      watch: stock\n      more: stock\n  other: {tasks: {watch: }}", "more: no cached state" },
        { "the order of graph entries", "kptn.yaml", "      clean: extract\n      price: {deps: clean, args: {discount: 0.1, steps: [1, 2], note: {a: 1, b: 2}}}\n      report: price\n", "      report: price\n      price: {args: {steps: [1, 2], discount: 0.1, note: {a: 1, b: 2}}, deps: [clean]}\n      clean: [extract]\n", "" },
        { "the order of task keys", "kptn.yaml", "    file: report.py:make\n    outputs: [report/report.txt]\n", "    outputs:\n      - \"report/report.txt\"\n    file: 'report.py:make'\n", "" },
        { "the order of sections", "kptn.yaml", "settings:\n  py_tasks_dir: src\n", "settings: {py_tasks_dir: [src], timeout: 60, retries: 1}\n", "" },
        { "comments of YAML", "kptn.yaml", "graphs:\n", "# here are graphs\n\ngraphs: # two\n", "" },
        { "the name of another graph", "kptn.yaml", "  base:\n    tasks:\n", "  basis:\n    tasks:\n", "" },
        { "description through use", "kptn.yaml", "  labels:\n    file: labels.py\n    args: {items: {ref: stock}}\n    outputs: [labels.txt]\n    env: {SHOP_LANG: en}\n", "  labels:\n    use: labels_template\n    file: labels.py:labels\n    outputs: [labels.txt]\n  labels_template:\n    file: labels.py:labels\n    args: {items: {ref: stock}}\n    outputs: [other.txt]\n    env: {SHOP_LANG: en}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_of_the_project_runs_what_sees_it(string what, string file, string old, string replacement, string expected)
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        if (what == "the name of another graph") sandbox.Edit(file, "graph: base", "graph: basis");
        if (what == "a new task") sandbox.Edit(file, "  watch:\n    file: watch.py", "  more:\n    file: watch.py:watch\n  watch:\n    file: watch.py");
        sandbox.Edit(file, old, replacement);
        sandbox.Runs(expected);
    }
}
