using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;

namespace Kptn.Testing.Adapters;

/// <summary>A session that the tests of a process share: it is opened by the first, and runs the others side by side with it.</summary>
/// <param name="key">What the tests have in common.</param>
internal sealed class SharedSession(SessionKey key) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<(string Test, Func<CompareSettings, CompareSettings>? Adjust)> _begun = [];
    private readonly List<Task> _running = [];
    private Task<TestSession>? _session;

    /// <summary>Runs a test, and begins others that are sure to be asked for in the same way.</summary>
    /// <param name="test">The test.</param>
    /// <param name="adjust">Changes how outputs are compared.</param>
    /// <param name="rows">The tests that will be asked for.</param>
    /// <exception cref="SnapshotException">The session cannot be opened.</exception>
    public async Task<(IReadOnlyList<TestOutcome> Outcomes, TestSession Session)> RunAsync(TaskCase test, Func<CompareSettings, CompareSettings>? adjust, Func<IReadOnlyList<TaskCase>> rows)
    {
        var session = await Session().ConfigureAwait(false);
        var own = Begin(session, test, adjust);
        if (IsSameForAll(adjust))
        {
            bool isFirst;
            lock (_gate) isFirst = _begun.Add((test.Test, adjust));
            if (isFirst)
            {
                foreach (var row in rows().Where(row => SessionKey.Of(row) == key)) _ = Begin(session, row, adjust);
            }
        }

        return (await own.ConfigureAwait(false), session);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_gate) running = [.. _running];
        await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_session is { IsCompletedSuccessfully: true }) await _session.Result.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    // A delegate that captures is another one for each row, and knows its own row only.
    private static bool IsSameForAll(Func<CompareSettings, CompareSettings>? adjust) =>
        adjust?.Target is not { } target || (target.GetType().Name == "<>c" && target.GetType().DeclaringType is not null);

    private Task<IReadOnlyList<TestOutcome>> Begin(TestSession session, TaskCase test, Func<CompareSettings, CompareSettings>? adjust)
    {
        var run = Task.Run(() => session.RunAsync(Find(session, test), adjust, _stop.Token), _stop.Token);
        lock (_gate) _running.Add(run);
        return run;
    }

    private static TestCase Find(TestSession session, TaskCase test) =>
        session.Cases.FirstOrDefault(known => known.Task == test.Task && known.Item == test.Item)
        ?? throw new SnapshotException($"'{test}' is not a test of the project any more; build or discover the tests again");

    private Task<TestSession> Session()
    {
        lock (_gate) return _session ??= Task.Run(OpenAsync);
    }

    private async Task<TestSession> OpenAsync()
    {
        var (session, findings) = await TestSession.OpenAsync(CaseFinder.Request(key.Project, key.Graph, key.Items, key.Upstream), _stop.Token).ConfigureAwait(false);
        return session ?? throw new SnapshotException(ProblemText.Of([.. findings.Where(finding => finding.Severity != Severity.Advice)], key.Project).Message);
    }
}
