using System.Net;
using System.Net.Sockets;

namespace SysOps.Testing.Servers;

/// <summary>A port of the loopback that nothing listens on just now.</summary>
public static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
