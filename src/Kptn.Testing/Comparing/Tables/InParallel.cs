using System.Runtime.ExceptionServices;

namespace Kptn.Testing.Comparing.Tables;

/// <summary>Does the same for both tables at once.</summary>
internal static class InParallel
{
    /// <summary>Does two things.</summary>
    /// <param name="atOnce">Whether there is so much to do that it is worth a thread.</param>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    public static void Both(bool atOnce, Action first, Action second)
    {
        if (!atOnce)
        {
            first();
            second();
            return;
        }

        AtOnce(first, second);
    }

    // Apart from the rest, so that what threads need is loaded only where there is enough to do.
    private static void AtOnce(Action first, Action second)
    {
        try
        {
            Parallel.Invoke(first, second);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
