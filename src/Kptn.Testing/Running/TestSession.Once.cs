using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Running;

/// <content>Each test runs once, after those whose outputs it needs.</content>
public sealed partial class TestSession
{
    private Task<CaseResult> ResultAsync(TestCase test, Func<CompareSettings, CompareSettings>? adjust, CancellationToken cancellation) =>
        _results.GetOrAdd((test.Task, test.Item, adjust), _ => new Lazy<Task<CaseResult>>(() => RunOnceAsync(test, adjust, cancellation))).Value;

    private async Task<CaseResult> RunOnceAsync(TestCase test, Func<CompareSettings, CompareSettings>? adjust, CancellationToken cancellation)
    {
        var outcomes = new OutcomeMaker(_bench, _request);
        if (test.Skip is { } reason) return new CaseResult([outcomes.Skipped(test, reason)], null);
        var given = new List<GivenTask>();
        foreach (var dependency in _context.Tasks[test.Task].Task.Dependencies) given.Add(_upstream.Of(dependency, await ReceivedAsync(dependency, adjust, cancellation).ConfigureAwait(false), IsReceived(dependency)));
        var settings = CompareSettingsReader.Read(_context.Tasks[test.Task].Task.Definition).Settings;
        if (adjust is not null) settings = adjust(settings);
        using var slot = await _slots.TakeAsync(_context.Tasks[test.Task].Task.Definition, cancellation).ConfigureAwait(false);
        try
        {
            return await _runner.RunAsync(test, given, settings, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            var what = e is IOException or UnauthorizedAccessException ? $"the test could not be run: {e.Message}" : $"kptn itself failed: {e.GetType().Name}: {e.Message}";
            return new CaseResult([outcomes.Failed(test, given, new TestFailure(what, []), default)], null);
        }
    }

    private bool IsReceived(string task) => _request.Upstream == UpstreamMode.Approved && _tested.Contains(task) && _needed.Contains(task);

    // What nothing was approved of comes from its own test, where that is part of the session; compared as the first that asks for it is, which mostly is how it is compared itself.
    private async Task<GivenTask?> ReceivedAsync(string task, Func<CompareSettings, CompareSettings>? adjust, CancellationToken cancellation)
    {
        if (!IsReceived(task)) return null;
        var test = Cases.FirstOrDefault(known => known.Task == task && known.Item is null) ?? new TestCase(_bench.Graph.Name, task, null);
        return (await _received.GetOrAdd(task, _ => new Lazy<Task<CaseResult>>(() => ResultAsync(test, adjust, cancellation))).Value.ConfigureAwait(false)).Received;
    }
}
