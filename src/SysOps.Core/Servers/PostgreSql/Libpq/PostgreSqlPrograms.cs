using SysOps.Servers.Programs;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>PostgreSQL's client programs of one folder and version.</summary>
public sealed record PostgreSqlPrograms
{
    public required string Folder { get; init; }

    public required int Major { get; init; }

    /// <summary>As the programs write it, such as 15.18.</summary>
    public required string Version { get; init; }

    public string Dump => Path.Combine(Folder, Name("pg_dump"));

    public string DumpAll => Path.Combine(Folder, Name("pg_dumpall"));

    public string Restore => Path.Combine(Folder, Name("pg_restore"));

    internal static string Name(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    /// <summary>Connects a program to a server as the connection string does, with <paramref name="options"/> set last.</summary>
    /// <param name="program">One of the three.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="server">The server.</param>
    /// <param name="options">Settings of the session, as name and value.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="SysOpsException">DatabaseSettingInvalid.</exception>
    /// <exception cref="IOException">It cannot be started.</exception>
    internal async Task<ProgramEnd> RunAsync(string program, IReadOnlyList<string> arguments, PinnedServer server, IEnumerable<(string Name, string Value)> options, CancellationToken cancellationToken)
    {
        LibpqSettings settings = LibpqKeywords.Map(server.Endpoint.ToBuilder(), Major);
        foreach ((string name, string value) in options)
        {
            settings.AddOption(name, value);
        }

        using LibpqFolder folder = LibpqFolder.Create(settings);
        var call = new ProgramCall { Path = program, Arguments = arguments, Environment = folder.Environment, WithheldPrefix = "PG" };
        return await ChildProgram.RunAsync(call, server.Redactor, cancellationToken).ConfigureAwait(false);
    }
}
