using System.Globalization;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Random projects with mapped tasks under random edits: exactly those items run that a simple model says, and all is as after a run from nothing.</summary>
public sealed class MapRandomSpecs
{
    [Theory]
    [InlineData(105)]
    [InlineData(121)]
    [InlineData(302)]
    public void Exactly_the_items_that_are_out_of_date_run(int seed)
    {
        var random = new Random(seed);
        using var sandbox = Open();
        var model = new MapModel(random);
        var history = new List<string>();
        for (var step = 0; step < 12; step++)
        {
            for (var edits = random.Next(1, 3); step > 0 && edits > 0; edits--) history.Add(model.Edit(sandbox));
            model.WriteTo(sandbox);
            List<string>? arguments = step > 0 && random.Next(4) == 0 ? [] : null;
            var (expected, succeeds) = model.Run(sandbox, arguments);
            history.Add($"run {string.Join(' ', arguments ?? [])}");
            var plan = sandbox.Plan(arguments ?? []);
            var run = sandbox.Run(["-j", random.Next(1, 5).ToString(CultureInfo.InvariantCulture), .. arguments ?? []]);
            var story = $"after {string.Join("; ", history)}\n{run}";
            var ran = Ran(sandbox);
            Assert.True(Lines(expected) == Lines(ran), $"expected:\n{Lines(expected)}\n\nran:\n{Lines(ran)}\n\n{story}");
            Assert.True(run.Exit.Code == (succeeds ? 0 : 1), story);
            foreach (var (path, content) in model.Outputs()) Assert.True(content == sandbox.Read("scratch/" + path), $"{path}: {sandbox.Read("scratch/" + path)} instead of {content}\n{story}");
            foreach (var task in plan.Of("run")) Assert.True(run.Ran.ContainsKey(task) || run.Blocked.Contains(task), $"the plan said that {task} runs\n{story}");
            foreach (var task in run.Ran.Keys) Assert.True(plan.Actions[task] != "fresh", $"the plan said that {task} is fresh\n{story}");

            // Whatever a run leaves to do, the next step would do too much; to ask each time takes a third of the time.
            if (!succeeds || arguments is not null || step % 4 != 3) continue;
            sandbox.RunsNothing();
            Assert.Empty(Ran(sandbox));
        }

        model.Mend();
        model.WriteTo(sandbox);
        Assert.Equal(0, sandbox.Run().Exit.Code);
        using var fresh = Open();
        model.WriteTo(fresh);
        Assert.Equal(0, fresh.Run().Exit.Code);
        model.Run(fresh);
        foreach (var (path, content) in model.Outputs())
        {
            Assert.Equal(content, fresh.Read("scratch/" + path));
            Assert.Equal(content, sandbox.Read("scratch/" + path));
        }
    }

    private static Sandbox Open()
    {
        var sandbox = Sandbox.Empty();
        sandbox.Environment["RAN"] = Directory.CreateDirectory(sandbox["../ran"]).FullName;
        sandbox.Environment["FAIL"] = Directory.CreateDirectory(sandbox["../fail"]).FullName;
        return sandbox;
    }

    /// <summary>How often each task or item was started since this was last asked.</summary>
    private static SortedDictionary<string, int> Ran(Sandbox sandbox)
    {
        var ran = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(sandbox["../ran"]))
        {
            foreach (var line in File.ReadAllLines(file))
            {
                var name = line.Length == 0 ? Path.GetFileName(file) : $"{Path.GetFileName(file)} {line}";
                ran[name] = ran.GetValueOrDefault(name) + 1;
            }

            File.Delete(file);
        }

        return ran;
    }

    private static string Lines(SortedDictionary<string, int> runs) => string.Join('\n', runs.Select(pair => $"{pair.Key} {pair.Value}x"));
}
