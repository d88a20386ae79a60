using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Kptn.Engine.Languages.Python;

/// <summary>
/// Where a process that serves items finds kptn: a socket in a folder that only this user may enter, which goes as soon as the process is there;
/// on Windows a named pipe.
/// </summary>
internal sealed class PythonItemAddress : IDisposable
{
    private const string Prefix = "kptn-items-";
    private const int LongestPath = 90;
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);
    private readonly Socket? _socket;
    private readonly NamedPipeServerStream? _pipe;
    private readonly string _folder = "";

    public PythonItemAddress()
    {
        var name = Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true);
        if (OperatingSystem.IsWindows())
        {
            _pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            Text = @"\\.\pipe\" + name;
            return;
        }

        _folder = Path.Join(Temporary(), name);
        Text = Path.Join(_folder, "s");
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _socket.Bind(new UnixDomainSocketEndPoint(Text));
            _socket.Listen(1);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its name.</summary>
    public string Text { get; }

    /// <summary>Removes what earlier runs have left that were killed while a process was on its way.</summary>
    public static void Sweep()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            foreach (var folder in new DirectoryInfo(Temporary()).EnumerateDirectories(Prefix + "*"))
            {
                if (TimeProvider.System.GetUtcNow() - folder.LastWriteTimeUtc > Stale) Remove(folder.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Waits for the process.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Stream> AcceptAsync(CancellationToken cancellation)
    {
        if (_socket is not null) return new NetworkStream(await _socket.AcceptAsync(cancellation).ConfigureAwait(false), ownsSocket: true);
        await _pipe!.WaitForConnectionAsync(cancellation).ConfigureAwait(false);
        return _pipe;
    }

    /// <summary>Lets nobody else come; a process that is there stays connected.</summary>
    public void Dispose()
    {
        if (_pipe is { IsConnected: false }) _pipe.Dispose();
        if (_folder.Length == 0) return;
        _socket?.Dispose();
        Remove(_folder);
    }

    private static void Remove(string folder)
    {
        try
        {
            File.Delete(Path.Join(folder, "s"));
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Names of sockets are limited to about a hundred bytes.</summary>
    private static string Temporary()
    {
        var folder = Path.GetTempPath();
        return folder.Length + Prefix.Length + 18 <= LongestPath && Directory.Exists(folder) ? folder : "/tmp";
    }
}
