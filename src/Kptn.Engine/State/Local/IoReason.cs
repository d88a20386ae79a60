using System.Runtime.InteropServices;

namespace Kptn.Engine.State.Local;

/// <summary>Says in one line which file the system refused, and why.</summary>
internal static class IoReason
{
    public static IOException Wrap(string what, string path, Exception error) => new($"cannot {what} '{path}': {Of(error)}", error);

    public static string Of(Exception error)
    {
        const int LargestErrorNumber = 4095;
        var number = (error.InnerException ?? error).HResult;
        var isErrorNumber = !OperatingSystem.IsWindows() && number is > 0 and <= LargestErrorNumber;
        return isErrorNumber ? Marshal.GetPInvokeErrorMessage(number) : error.Message;
    }
}
