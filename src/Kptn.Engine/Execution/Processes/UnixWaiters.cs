using System.Collections.Concurrent;

namespace Kptn.Engine.Execution.Processes;

/// <summary>Threads that wait for children. A thread is kept for the next child, so that starting one costs no thread.</summary>
internal static class UnixWaiters
{
    private static readonly ConcurrentStack<Waiter> Idle = new();

    public static void Queue(Action wait)
    {
        if (!Idle.TryPop(out var waiter)) waiter = new Waiter();
        waiter.Give(wait);
    }

    private sealed class Waiter
    {
        private readonly SemaphoreSlim _signal = new(0);
        private Action? _work;

        public Waiter() => new Thread(Loop, 256 * 1024) { IsBackground = true, Name = "kptn wait" }.Start();

        public void Give(Action work)
        {
            _work = work;
            _signal.Release();
        }

        private void Loop()
        {
            while (true)
            {
                _signal.Wait();
                var work = _work!;
                _work = null;
                work();
                Idle.Push(this);
            }
        }
    }
}
