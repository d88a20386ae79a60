using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Reads parts of a local file.</summary>
internal static class LocalBytes
{
    /// <summary>Fills a buffer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">Where in the file to start.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="LocalFileException">The file cannot be read, or is shorter by now.</exception>
    public static async Task ReadAsync(SafeFileHandle file, Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        try
        {
            for (var count = 0; count < buffer.Length;)
            {
                var read = await RandomAccess.ReadAsync(file, buffer[count..], offset + count, cancellation).ConfigureAwait(false);
                if (read == 0) throw new EndOfStreamException("the file became shorter while it was sent");
                count += read;
            }
        }
        catch (IOException e)
        {
            throw new LocalFileException(e);
        }
    }
}
