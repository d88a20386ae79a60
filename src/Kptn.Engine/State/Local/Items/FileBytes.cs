using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Reads parts of a file that may be cut off meanwhile.</summary>
internal static class FileBytes
{
    /// <summary>Reads as much as is there.</summary>
    /// <returns>How much; less than asked for at the end of the file only.</returns>
    public static int Read(SafeFileHandle handle, Span<byte> target, long offset)
    {
        var count = 0;
        while (count < target.Length && RandomAccess.Read(handle, target[count..], offset + count) is > 0 and var read) count += read;
        return count;
    }
}
