using System.Net;
using System.Net.Sockets;

namespace SysOps.Testing.Servers;

/// <summary>A port of the loopback that nothing listens on just now.</summary>
public static class FreePort
{
    // A cluster's servers speak among themselves on the port that is higher by this.
    private const int BusOffset = 10_000;

    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>One that leaves room for the port of a cluster's bus.</summary>
    public static int FindForCluster()
    {
        int port = Find();
        while (port + BusOffset > IPEndPoint.MaxPort)
        {
            port = Find();
        }

        return port;
    }
}
