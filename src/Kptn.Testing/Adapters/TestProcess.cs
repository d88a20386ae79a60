using System.Collections.Concurrent;

namespace Kptn.Testing.Adapters;

/// <summary>What the tests of one process share: the rows that are to run, and sessions.</summary>
internal sealed class TestProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentQueue<TaskCase> _found = new();
    private readonly ConcurrentQueue<TaskCase> _chosen = new();
    private readonly ConcurrentDictionary<SessionKey, SharedSession> _sessions = new();
    private readonly bool _isFiltered;

    /// <summary>Starts with nothing.</summary>
    /// <param name="commandLine">The command line of the process.</param>
    public TestProcess(IReadOnlyList<string> commandLine) => _isFiltered = CommandLineFilters.AreIn(commandLine);

    // xunit makes attributes, rows and test classes itself, and gives them nothing in common but the process.

    /// <summary>The process that this runs in.</summary>
    public static TestProcess Current { get; } = ForThisProcess();

    /// <summary>Notes rows that discovery found in this process.</summary>
    public void Found(IEnumerable<TaskCase> cases)
    {
        foreach (var test in cases) _found.Enqueue(test);
    }

    /// <summary>Notes a row that came here from another process: it is to run.</summary>
    public void Chosen(TaskCase test) => _chosen.Enqueue(test);

    /// <summary>
    /// The rows of a test method that are sure to run. A test explorer, and <c>dotnet test</c>, find tests in one process and send those that are to run
    /// to another. Where a process finds rows itself, all of them run unless its command line filters.
    /// </summary>
    public IReadOnlyList<TaskCase> Rows(string test) => [.. _chosen.Concat(_isFiltered ? [] : _found).Where(row => row.Test == test && row.Problem is null)];

    /// <summary>The session of a case.</summary>
    public SharedSession Session(TaskCase test) => _sessions.GetOrAdd(SessionKey.Of(test), key => new SharedSession(key));

    /// <summary>Ends all that runs, and removes sandboxes.</summary>
    public async Task CloseAsync()
    {
        foreach (var key in _sessions.Keys)
        {
            if (_sessions.TryRemove(key, out var session)) await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TestProcess ForThisProcess()
    {
        var process = new TestProcess(Environment.GetCommandLineArgs());

        // What a killed process leaves is removed by the next one.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(process.CloseAsync).Wait(Patience);
        return process;
    }
}
