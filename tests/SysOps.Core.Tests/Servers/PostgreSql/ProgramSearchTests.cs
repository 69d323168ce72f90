using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Servers.PostgreSql;

/// <summary>Which programs are taken: each of these is a script that tells a version, as pg_dump does.</summary>
public sealed class ProgramSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_folder_that_is_set_is_looked_into_alone()
    {
        string set = Programs("set", "16.2");
        ProgramSearch search = new() { Folder = set, SearchPath = [Programs("path", "15.9")], VersionFolders = [Programs("15", "15.9")] };

        Assert.Equal((set, 16, "16.2"), await FindAsync(search, 15));
        Assert.Equal(ErrorCatalogue.DumpProgramTooOld, (await FailAsync(search, 17)).Id);
        Assert.Equal(ErrorCatalogue.DumpProgramNotFound, (await FailAsync(search with { Folder = _folder.Path }, 15)).Id);
    }

    [Fact]
    public async Task Of_the_path_those_of_the_servers_version_are_taken_before_newer_ones()
    {
        string newer = Programs("newer", "17.1");
        string same = Programs("same", "15.9");

        Assert.Equal((same, 15, "15.9"), await FindAsync(new ProgramSearch { SearchPath = ["/nowhere", newer, same], VersionFolders = [] }, 15));
        Assert.Equal((newer, 17, "17.1"), await FindAsync(new ProgramSearch { SearchPath = ["/nowhere", newer, same], VersionFolders = [] }, 16));
    }

    [Fact]
    public async Task When_those_on_the_path_are_of_another_version_the_folder_of_the_servers_version_is_taken()
    {
        string old = Programs("path", "14.3");
        string same = Programs("16/bin", "16.2");
        ProgramSearch search = new() { SearchPath = [old], VersionFolders = [Programs("15/bin", "15.9"), same, Programs("17/bin", "17beta1")] };

        Assert.Equal((same, 16, "16.2"), await FindAsync(search, 16));
        Assert.Equal(17, (await FindAsync(search, 17)).Major);
    }

    [Fact]
    public async Task Programs_that_are_too_old_are_told_with_the_newest_of_them_and_where_was_looked()
    {
        string old = Programs("path", "14.3");
        string newer = Programs("15/bin", "15.9");

        SysOpsException error = await FailAsync(new ProgramSearch { SearchPath = [old], VersionFolders = [newer] }, 18);

        Assert.Equal((ErrorCatalogue.DumpProgramTooOld, "the server db"), (error.Id, error.Target));
        Assert.Equal($"pg_dump 15.9 in '{newer}' is too old for the server db, which is version 18. Looked in {old}, {newer}.", error.Message);
        Assert.Contains("postgresql-client-18", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_lacks_one_of_the_programs_is_passed_over()
    {
        string part = Programs("part", "15.9");
        File.Delete(Path.Combine(part, "pg_restore"));
        string whole = Programs("whole", "15.9");

        Assert.Equal(whole, (await FindAsync(new ProgramSearch { SearchPath = [part, whole], VersionFolders = [] }, 15)).Folder);
    }

    private static async Task<(string Folder, int Major, string Version)> FindAsync(ProgramSearch search, int major)
    {
        PostgreSqlPrograms programs = await search.FindAsync(major, "the server db", new Redactor(), TestContext.Current.CancellationToken);
        return (programs.Folder, programs.Major, programs.Version);
    }

    private static Task<SysOpsException> FailAsync(ProgramSearch search, int major) => Assert.ThrowsAsync<SysOpsException>(() => FindAsync(search, major));

    private string Programs(string folder, string version)
    {
        foreach (string name in (string[])["pg_dump", "pg_dumpall", "pg_restore"])
        {
            string path = _folder.Write(Path.Combine(folder, name), $"#!/bin/sh\necho '{name} (PostgreSQL) {version} (Debian {version}-1)'\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return Path.Combine(_folder.Path, folder);
    }
}
