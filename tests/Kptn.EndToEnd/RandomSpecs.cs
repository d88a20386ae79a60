using System.Globalization;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>Random graphs under random edits: what runs is what a simple model says, and the outputs are those of a run from nothing.</summary>
public sealed class RandomSpecs
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Incremental_runs_equal_runs_from_nothing(int seed)
    {
        var random = new Random(seed);
        using var sandbox = Sandbox.Empty();
        var model = new Model(random);
        model.WriteTo(sandbox);
        Assert.Equal(0, sandbox.Run().Exit.Code);
        model.Commit();
        sandbox.RunsNothing();
        var history = new List<string>();
        for (var step = 0; step < 8; step++)
        {
            history.Add(model.Edit(sandbox));
            if (random.Next(3) == 0) history.Add(model.Edit(sandbox));
            model.WriteTo(sandbox);
            var expected = model.Stale(sandbox);
            var plan = sandbox.Plan();
            var run = sandbox.Run("-j", random.Next(1, 4).ToString(CultureInfo.InvariantCulture));
            Assert.True(run.Exit.Code == 0, run.ToString());
            Assert.True(expected.SequenceEqual(run.Ran.Keys), $"expected {string.Join(' ', expected)} but ran\n{run.Reasons}\nafter {string.Join("; ", history)}");
            Assert.Subset(plan.Of("run").Concat(plan.Of("may-run")).ToHashSet(), run.Ran.Keys.ToHashSet());
            Assert.Subset(run.Ran.Keys.ToHashSet(), plan.Of("run").ToHashSet());
            model.Commit();

            // What a run leaves to do, the next step would do too much.
            if (step % 4 == 3) sandbox.RunsNothing();
            Assert.Equal(model.Outputs(), model.OnDisk(sandbox));
        }

        using var fresh = Sandbox.Empty();
        model.WriteTo(fresh);
        Assert.Equal(0, fresh.Run().Exit.Code);
        Assert.Equal(model.OnDisk(fresh), model.OnDisk(sandbox));
    }

    /// <summary>Numbered tasks; each adds up what it reads and keeps the sum modulo a small number, so that sums often stay the same.</summary>
    private sealed class Model
    {
        private readonly Random _random;
        private readonly List<Node> _nodes = [];
        private readonly Dictionary<string, (string Definition, int? Value, Dictionary<string, int> Inputs)> _last = [];

        public Model(Random random)
        {
            _random = random;
            var count = random.Next(5, 10);
            for (var i = 0; i < count; i++)
            {
                var node = new Node($"t{i}", random.Next(3)) { Constant = random.Next(10), Modulus = random.Next(2, 5), Arg = random.Next(5) };
                for (var j = 0; j < i; j++)
                {
                    if (random.Next(3) == 0) node.Dependencies.Add($"t{j}");
                }

                _nodes.Add(node);
            }
        }

        public string Edit(Sandbox sandbox)
        {
            var node = _nodes[_random.Next(_nodes.Count)];
            switch (_random.Next(8))
            {
                case 0:
                    node.Constant = _random.Next(10);
                    return $"{node.Name} constant {node.Constant}";
                case 1:
                    node.Modulus = _random.Next(2, 5);
                    return $"{node.Name} modulus {node.Modulus}";
                case 2:
                    node.Arg = _random.Next(5);
                    return $"{node.Name} arg {node.Arg}";
                case 3:
                    node.Comment++;
                    return $"{node.Name} comment";
                case 4:
                    File.Delete(sandbox[$"scratch/{node.Name}.txt"]);
                    return $"{node.Name} deleted";
                case 5:
                    sandbox.Write($"scratch/{node.Name}.txt", "99\n");
                    return $"{node.Name} spoilt";
                case 6:
                    var index = _nodes.IndexOf(node);
                    if (index == 0) goto case 3;
                    var other = $"t{_random.Next(index)}";
                    if (!node.Dependencies.Remove(other)) node.Dependencies.Add(other);
                    return $"{node.Name} dependency {other}";
                default:
                    sandbox.Sh("touch *.py *.sh scratch/* kptn.yaml");
                    return "touch";
            }
        }

        public void WriteTo(Sandbox sandbox)
        {
            var yaml = new System.Text.StringBuilder("graphs:\n  g:\n    tasks:\n");
            foreach (var node in _nodes) yaml.Append(CultureInfo.InvariantCulture, $"      {node.Name}: {{deps: [{string.Join(", ", node.Dependencies)}], args: {{add: {node.Arg}, reads: \"{string.Join(' ', node.Dependencies)}\"}}}}\n");
            yaml.Append("tasks:\n");
            foreach (var node in _nodes)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"  {node.Name}: {{{node.Call}, outputs: [{node.Name}.txt]}}\n");
                if (node.Kind == 0) Put(sandbox, node.Name + ".py", $"# {node.Comment}\nCONSTANT = {node.Constant}\n\n\ndef {node.Name}(scratch_dir, add, reads):\n    total = CONSTANT + add\n    for name in reads.split():\n        with open(scratch_dir + '/' + name + '.txt') as f:\n            total += int(f.read())\n    with open(scratch_dir + '/{node.Name}.txt', 'w') as f:\n        f.write(str(total % {node.Modulus}) + '\\n')\n");
                if (node.Kind == 1) Put(sandbox, node.Name + ".sh", node.Shell("\n") + "\n");
            }

            Put(sandbox, "kptn.yaml", yaml.ToString());
        }

        /// <summary>What must run, given what lies on disk now.</summary>
        public List<string> Stale(Sandbox sandbox)
        {
            var stale = new List<string>();
            var values = Values();
            foreach (var node in _nodes)
            {
                var last = _last[node.Name];
                var path = sandbox[$"scratch/{node.Name}.txt"];
                var isIntact = File.Exists(path) && File.ReadAllText(path) == $"{last.Value}\n";
                var inputs = node.Dependencies.ToDictionary(name => name, name => values[name]);
                var isSame = last.Definition == node.Definition && inputs.Count == last.Inputs.Count && inputs.All(input => last.Inputs.TryGetValue(input.Key, out var value) && value == input.Value);
                if (!isSame || !isIntact) stale.Add(node.Name);
            }

            stale.Sort(StringComparer.Ordinal);
            return stale;
        }

        public void Commit()
        {
            var values = Values();
            foreach (var node in _nodes) _last[node.Name] = (node.Definition, values[node.Name], node.Dependencies.ToDictionary(name => name, name => values[name]));
        }

        public string Outputs() => string.Concat(Values().Select(pair => $"{pair.Key}={pair.Value}\n;"));

        public string OnDisk(Sandbox sandbox) => string.Concat(_nodes.Select(node => $"{node.Name}={sandbox.Read($"scratch/{node.Name}.txt")};"));

        private static void Put(Sandbox sandbox, string file, string text)
        {
            if (!File.Exists(sandbox[file]) || sandbox.Read(file) != text) sandbox.Write(file, text);
        }

        private Dictionary<string, int> Values()
        {
            var values = new Dictionary<string, int>();
            foreach (var node in _nodes) values[node.Name] = (node.Constant + node.Arg + node.Dependencies.Sum(name => values[name])) % node.Modulus;
            return values;
        }
    }

    private sealed class Node(string name, int kind)
    {
        public string Name => name;

        public int Kind => kind;

        public int Constant { get; set; }

        public int Modulus { get; set; }

        public int Arg { get; set; }

        public int Comment { get; set; }

        public List<string> Dependencies { get; } = [];

        /// <summary>All that counts of it; a comment counts in shell scripts only.</summary>
        public string Definition => $"{Constant} {Modulus} {Arg} {string.Join(' ', Dependencies)} {(kind == 1 ? Comment : 0)}";

        public string Call => kind switch
        {
            0 => $"file: {name}.py",
            1 => $"file: {name}.sh",
            _ => $"command: '{Shell("; ")}'",
        };

        public string Shell(string end) =>
            (kind == 1 ? $"# {Comment}{end}" : "") + $"n=$(({Constant} + $KPTN_ARG_ADD)){end}for f in $KPTN_ARG_READS; do read v < \"$INPUT_PIPELINE_DIR/$f.txt\"; n=$((n + v)); done{end}echo $((n % {Modulus})) > \"$OUTPUT_PIPELINE_DIR/{name}.txt\"";
    }
}
