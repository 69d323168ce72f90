using SysOps.Testing.Servers;

[assembly: AssemblyFixture(typeof(TestServers))]
