using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A folder with PostgreSQL's real programs, of which one is replaced by a script.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProgramSearch Search => new() { Folder = _folder.Path };

    public string Path => _folder.Path;

    /// <param name="program">Which one is replaced.</param>
    /// <param name="script">Lines of sh; $real is the program itself. It is asked for its version as the real one is.</param>
    public static async Task<ProgramFolder> WithAsync(string program, string script)
    {
        PostgreSqlPrograms programs = await new ProgramSearch().FindAsync(15, "the test server", new Redactor(), TestContext.Current.CancellationToken);
        var folder = new ProgramFolder();
        foreach (string name in (string[])["pg_dump", "pg_dumpall", "pg_restore"])
        {
            string path = System.IO.Path.Combine(folder.Path, name);
            string real = System.IO.Path.Combine(programs.Folder, name);
            string body = name == program ? $"[ \"$1\" = --version ] && exec '{real}' --version\nreal='{real}'\n{script}\n" : $"exec '{real}' \"$@\"\n";
            await File.WriteAllTextAsync(path, $"#!/bin/sh\n{body}");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }

    public void Dispose() => _folder.Dispose();
}
