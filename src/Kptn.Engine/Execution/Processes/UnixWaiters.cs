using System.Collections.Concurrent;

namespace Kptn.Engine.Execution.Processes;

/// <summary>Threads that wait for children. A thread is kept for the next child, so that starting one costs no thread.</summary>
internal static class UnixWaiters
{
    private static readonly ConcurrentStack<Waiter> Idle = new();

    /// <summary>Runs work that blocks on a thread of its own.</summary>
    public static void Queue(Action work)
    {
        if (!Idle.TryPop(out var waiter)) waiter = new Waiter();
        waiter.Give(work);
    }

    private sealed class Waiter
    {
        private readonly object _signal = new();
        private Action? _work;

        public Waiter() => new Thread(Loop, 512 * 1024) { IsBackground = true, Name = "kptn wait" }.Start();

        public void Give(Action work)
        {
            lock (_signal)
            {
                _work = work;
                Monitor.Pulse(_signal);
            }
        }

        private void Loop()
        {
            while (true)
            {
                Action work;
                lock (_signal)
                {
                    while (_work is null) Monitor.Wait(_signal);
                    (work, _work) = (_work, null);
                }

                work();
                Idle.Push(this);
            }
        }
    }
}
