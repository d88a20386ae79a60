using System.CommandLine;
using System.Globalization;
using Kptn.Engine.State;
using Kptn.Engine.State.Collection;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state gc</c>.</summary>
internal static class StateGcCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("gc", "Remove state of git branches that are gone, and what killed runs left")
        {
            Examples =
            [
                ("kptn state gc --dry-run", "say what would go"),
                ("kptn state gc --older-than 90d", "branches that are gone and did not run for 90 days"),
                ("kptn state gc try", "the storage key 'try', whatever git says"),
            ],
        };
        var keys = new Argument<string[]>("KEY") { Arity = ArgumentArity.ZeroOrMore, Description = "Storage keys to remove (default: those whose branch was checked out here and is gone)" };
        var isTrial = new Option<bool>("--dry-run", "-n") { Description = "Remove nothing" };
        var age = new Option<string?>("--older-than") { Description = "Keep what ran since: 90d, 12h", HelpName = "AGE" };
        command.Arguments.Add(keys);
        command.Options.Add(isTrial);
        command.Options.Add(age);
        command.Validators.Add(result =>
        {
            if (result.GetValue(age) is { } text && Age(text) is null) result.AddError($"--older-than takes days or hours, as in 90d or 12h, not '{text}'");
        });
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (new ProjectOpener(tool).Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            var named = parsed.GetValue(keys) ?? [];
            var known = await bench.Branches.Inner.ListAsync(cancellation).ConfigureAwait(false);
            if (named.FirstOrDefault(name => known.All(key => key.StorageKey != name)) is { } unknown)
            {
                var near = Engine.Projects.NearestName.Of(unknown, known.Select(key => key.StorageKey).Distinct()) is { } like ? $"; did you mean '{like}'?" : "";
                tool.Screen.Refuse($"there is no state of '{unknown}'{near}");
                return ExitCodes.BadUsage;
            }

            var now = tool.Time.GetUtcNow();
            DateTimeOffset? before = parsed.GetValue(age) is { } text ? now - Age(text)!.Value : null;
            var found = await new StateCollector(bench.Project, bench.Branches).FindAsync(named, before, cancellation).ConfigureAwait(false);
            var done = new List<GoneKey>();
            foreach (var gone in found) done.Add(parsed.GetValue(isTrial) || gone.Kept.Length > 0 ? gone : await RemoveAsync(bench, gone, now, cancellation).ConfigureAwait(false));
            var left = known.Where(key => done.All(gone => gone.Key != key || gone.Kept.Length > 0)).Select(key => bench.Branches.Sweep(key, parsed.GetValue(isTrial))).ToList();
            StateGcText.Write(tool.Screen, done, left.Sum(one => one.Files), left.Sum(one => one.Bytes), parsed.GetValue(isTrial), options.Json(parsed));
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<GoneKey> RemoveAsync(Workbench bench, GoneKey gone, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await bench.Branches.RemoveAsync(gone.Key, new LeaseHolder(Environment.MachineName, Environment.ProcessId, now), cancellation).ConfigureAwait(false);
            return gone;
        }
        catch (StateLockedException e)
        {
            return gone with { Kept = e.Message };
        }
    }

    private static TimeSpan? Age(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 36_500) return null;
        return text[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
