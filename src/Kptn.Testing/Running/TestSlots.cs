using Kptn.Engine.Execution;
using Kptn.Engine.Projects;

namespace Kptn.Testing.Running;

/// <summary>Bounds which tests run at once, as runs do their tasks: so many in all, within <c>settings.resources</c>, and with each tag of <c>settings.limits</c>.</summary>
/// <param name="settings">The project's settings.</param>
/// <param name="jobs">How many in all.</param>
internal sealed class TestSlots(Settings settings, int jobs)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Place> _waiting = new();

    // Each test has a database of its own.
    private readonly Slots _slots = new(settings, jobs, new HashSet<string>());

    /// <summary>Waits for a place.</summary>
    /// <param name="task">The task under test.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>The place; to be disposed of.</returns>
    public async Task<IDisposable> TakeAsync(TaskDefinition task, CancellationToken cancellation)
    {
        var place = new Place(this, task);
        lock (_gate)
        {
            _waiting.AddLast(place);
            Admit();
        }

        using var stop = cancellation.Register(() => place.Came.TrySetCanceled(cancellation));
        await place.Came.Task.ConfigureAwait(false);
        return place;
    }

    // In the order in which they came, but those that have no room do not keep out others.
    private void Admit()
    {
        for (var node = _waiting.First; node is not null && !_slots.Full;)
        {
            var (place, next) = (node.Value, node.Next);
            if (place.Came.Task.IsCompleted)
            {
                _waiting.Remove(node);
            }
            else if (_slots.TryTake(place.Task))
            {
                _waiting.Remove(node);
                if (!place.Came.TrySetResult()) _slots.Release(place.Task);
            }

            node = next;
        }
    }

    private sealed class Place(TestSlots slots, TaskDefinition task) : IDisposable
    {
        private int _isGone;

        public TaskDefinition Task { get; } = task;

        public TaskCompletionSource Came { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGone, 1) != 0) return;
            lock (slots._gate)
            {
                slots._slots.Release(Task);
                slots.Admit();
            }
        }
    }
}
