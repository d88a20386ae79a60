using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>What a run in a sandbox tells.</summary>
/// <param name="root">What logs are relative to.</param>
internal sealed class IsolatedEvents(string root)
{
    private readonly Lock _gate = new();
    private readonly List<string> _notices = [];
    private readonly Dictionary<string, (string Error, TimeSpan Duration, string Log)> _items = new(StringComparer.Ordinal);
    private TaskEnded? _last;
    private TimeSpan _duration;

    public IReadOnlyList<string> Notices => _notices;

    public void Add(RunEvent runEvent)
    {
        lock (_gate)
        {
            switch (runEvent)
            {
                case TaskEnded ended:
                    _last = ended;
                    _duration += ended.Duration;
                    break;
                case ItemEnded item:
                    _items[item.Item] = (item.Error, item.Duration, Path.Combine(root, item.Log));
                    break;
                case RunNotice notice:
                    _notices.Add(notice.Message);
                    break;
            }
        }
    }

    public IsolatedEnd End(string task) => _last is { } last
        ? new IsolatedEnd(last.Outcome, last.Error, _duration, Path.Combine(root, last.Log))
        : new IsolatedEnd(TaskOutcome.Interrupted, $"'{task}' was stopped before it was started", TimeSpan.Zero, "");

    public (string Error, TimeSpan Duration, string Log) Item(string key) => _items.GetValueOrDefault(key, ("", TimeSpan.Zero, ""));
}
