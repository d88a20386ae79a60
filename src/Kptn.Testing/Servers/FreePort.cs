using System.Net;
using System.Net.Sockets;

namespace Kptn.Testing.Servers;

/// <summary>Finds a port on loopback that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>The port; somebody else may take it before it is used.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
