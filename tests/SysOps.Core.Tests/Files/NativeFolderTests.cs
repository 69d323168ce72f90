using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Testing;

namespace SysOps.Core.Tests.Files;

/// <summary>Real folders and the system's own calls.</summary>
public sealed class NativeFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly NativeFolder _folder;

    public NativeFolderTests()
    {
        _folder = NativeFolder.Open(_temporary.Path);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public void Nothing_below_is_reached_through_a_link()
    {
        _folder.CreateFolder("real"u8);
        _folder.CreateLink("link"u8, "real"u8);
        using (NativeFolder real = _folder.OpenFolder("real"u8))
        {
            real.CreateFolder("inner"u8);
        }

        using (NativeFolder inner = _folder.OpenBeneath(PathBytes.Of("real/inner")))
        {
            Assert.Equal(FileKind.Folder, inner.ReadFacts().Kind);
        }

        Assert.Equal(NativeError.NotFolder, Assert.Throws<NativeException>(() => _folder.OpenFolder("link"u8)).Error);
        Assert.Equal(NativeError.TooManyLinks, Assert.Throws<NativeException>(() => _folder.OpenBeneath(PathBytes.Of("link/inner"))).Error);
        Assert.Equal(NativeError.TooManyLinks, Assert.Throws<NativeException>(() => _folder.OpenFile("link"u8)).Error);
    }

    [Fact]
    public void Nothing_outside_is_reached_at_all()
    {
        Assert.Equal(NativeError.OtherFileSystem, Assert.Throws<NativeException>(() => _folder.OpenBeneath(PathBytes.Of("../"))).Error);
        Assert.Equal(NativeError.OtherFileSystem, Assert.Throws<NativeException>(() => _folder.OpenBeneath(PathBytes.Of("/etc"))).Error);
    }

    [Fact]
    public void Names_come_as_bytes_in_their_order()
    {
        byte[][] names = [[0xff], "a"u8.ToArray(), "a\n"u8.ToArray(), "-"u8.ToArray(), "é"u8.ToArray()];
        foreach (byte[] name in names)
        {
            _folder.CreateFile(name).Dispose();
        }

        NameList read = _folder.ReadNames();
        Assert.Equal(["2D", "61", "610A", "C3A9", "FF"], Enumerable.Range(0, read.Count).Select(index => Convert.ToHexString(read[index])));

        // .NET cannot name it, and so not remove it either.
        _folder.Remove([0xff]);
    }

    [Fact]
    public void A_folder_with_many_names_is_listed_whole()
    {
        for (int number = 0; number < 5000; number++)
        {
            _folder.CreateFifo(System.Text.Encoding.ASCII.GetBytes($"name-{number}"));
        }

        Assert.Equal(5000, _folder.ReadNames().Count);
    }

    [Fact]
    public void A_name_is_taken_only_once()
    {
        _folder.CreateFile("file"u8).Dispose();
        _folder.CreateFolder("empty"u8);
        Assert.Equal(NativeError.Exists, Assert.Throws<NativeException>(() => _folder.CreateFile("file"u8)).Error);
        Assert.Equal(NativeError.Exists, Assert.Throws<NativeException>(() => _folder.Rename("file"u8, _folder, "empty"u8)).Error);
        _folder.ExchangeNames("file"u8, _folder, "empty"u8);
        Assert.Equal(FileKind.File, _folder.ReadFacts("empty"u8).Kind);
        _folder.Replace("empty"u8, _folder, "other"u8);
        _folder.RemoveFolder("file"u8);
        _folder.Remove("other"u8);
        Assert.Equal(0, _folder.ReadNames().Count);
    }

    [Fact]
    public void A_fifo_in_the_place_of_a_file_does_not_block()
    {
        _folder.CreateFifo("fifo"u8);
        using NativeFile fifo = _folder.OpenFile("fifo"u8);
        Assert.Equal(FileKind.Fifo, fifo.ReadFacts().Kind);
    }

    [Fact]
    public void Attributes_of_a_link_are_its_own()
    {
        _folder.CreateFile("file"u8).Dispose();
        _folder.CreateLink("link"u8, "file"u8);
        ExtendedAttribute attribute = new("trusted.sysops"u8.ToArray(), (byte[])[0, 255, 10]);
        using (NativeNode link = _folder.OpenNode("link"u8))
        {
            link.SetAttribute(attribute);
            link.SetModified(new FileTime(5, 6));
            Assert.Equal([attribute], link.ReadAttributes());
        }

        using NativeFile file = _folder.OpenFile("file"u8);
        Assert.Empty(file.ReadAttributes());
        Assert.Equal(new FileTime(5, 6), _folder.ReadFacts("link"u8).Modified);
        Assert.NotEqual(new FileTime(5, 6), file.ReadFacts().Modified);
    }

    [Fact]
    public void Many_attributes_are_read_whole()
    {
        using NativeFile file = _folder.CreateFile("file"u8);
        for (int number = 0; number < 60; number++)
        {
            file.SetAttribute(new ExtendedAttribute(System.Text.Encoding.ASCII.GetBytes($"user.attribute-with-a-long-name-{number}"), (byte[])[(byte)number]));
        }

        Assert.Equal(60, file.ReadAttributes().Count);
    }

    [Fact]
    public void An_error_names_what_it_is_about_without_control_characters()
    {
        NativeException error = Assert.Throws<NativeException>(() => _folder.OpenFile("no\nsuch"u8));
        Assert.Equal("Cannot open 'no\\nsuch': No such file or directory.", error.Message);
        Assert.Equal(NativeError.NoEntry, error.Error);
    }

    [Fact]
    public void A_name_with_a_zero_is_no_name() => Assert.Equal(NativeError.Invalid, Assert.Throws<NativeException>(() => _folder.ReadFacts("a\0b"u8)).Error);

    [Fact]
    public void Holes_are_found()
    {
        using NativeFile file = _folder.CreateFile("sparse"u8);
        file.Write("data"u8, 1024 * 1024);
        Assert.Equal(1024 * 1024, file.FindData(0));
        Assert.Equal(0, file.FindHole(0));
        Assert.Null(file.FindData((1024 * 1024) + 4096));
        file.Allocate(2 * 1024 * 1024);
        Assert.True(file.ReadFacts().Allocated >= 2 * 1024 * 1024);
        file.Sync();
        _folder.SyncFileSystem();
    }

    [Fact]
    public void Accounts_have_the_names_that_the_system_knows()
    {
        AccountNames names = new();
        Assert.Equal(("root", "root"), (names.OfUser(0), names.OfGroup(0)));
        Assert.Equal("", names.OfUser(3_999_999_999));
        Assert.Equal(0U, AccountNames.IdOf("root", isUser: true));
        Assert.Null(AccountNames.IdOf("no such group", isUser: false));
    }
}
