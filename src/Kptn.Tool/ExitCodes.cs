namespace Kptn.Tool;

/// <summary>Exit codes of the tool.</summary>
internal static class ExitCodes
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>A task failed, or could not run since another did.</summary>
    public const int TaskFailed = 1;

    /// <summary>The command line or the project is wrong; nothing ran.</summary>
    public const int BadUsage = 2;

    /// <summary>There is work to do (<c>plan --exit-code</c>).</summary>
    public const int WorkToDo = 3;

    /// <summary>The user stopped it.</summary>
    public const int Interrupted = 130;
}
