using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>Makes a tree of random items: files, folders to go into, links and hard links.</summary>
internal static class RandomTree
{
    public static void Fill(NativeFolder root, (byte[] Name, int Kind, int Length, int Mode)[] items)
    {
        NativeFolder folder = root.OpenFolder("."u8);
        byte[]? lastFile = null;
        foreach ((byte[] raw, int kind, int length, int mode) in items)
        {
            byte[] name = [.. raw.Select(one => one == (byte)'/' ? (byte)'_' : one)];
            if (name is [(byte)'.'] or [(byte)'.', (byte)'.'] || Exists(folder, name))
            {
                continue;
            }

            switch (kind)
            {
                case 0:
                    using (NativeFolder parent = folder)
                    {
                        folder = NastyTree.MakeFolder(parent, name);
                    }

                    folder.SetMode(mode | 0x1c0);
                    lastFile = null;
                    break;
                case 1:
                    folder.CreateLink(name, name);
                    break;
                case 2 when lastFile is not null:
                    folder.CreateHardLink(name, folder, lastFile);
                    break;
                default:
                    using (NativeFile file = folder.CreateFile(name))
                    {
                        file.Write(NastyTree.Noise(length), length / 2);
                        file.SetMode(mode);
                        file.SetModified(new FileTime(length - 10_000L, mode));
                    }

                    lastFile = name;
                    break;
            }
        }

        folder.Dispose();
    }

    private static bool Exists(NativeFolder folder, byte[] name)
    {
        NameList names = folder.ReadNames();
        return Enumerable.Range(0, names.Count).Any(index => names[index].SequenceEqual(name));
    }
}
