using SysOps.Files.Native;

namespace SysOps.Files;

/// <summary>Removes a folder with all that is in it, by names within opened folders: no link is followed, and no race leads outside. Linux.</summary>
public static class TreeRemoval
{
    private const int OwnerAll = 0x1c0; // 0700

    /// <summary>Removes what has this name in the folder, whatever it is. That there is nothing is fine.</summary>
    /// <exception cref="NativeException">Something in it cannot be removed; what was removed before stays removed.</exception>
    public static void Remove(NativeFolder parent, ReadOnlySpan<byte> name)
    {
        FileFacts facts;
        try
        {
            facts = parent.ReadFacts(name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return;
        }

        if (facts.Kind is not FileKind.Folder)
        {
            parent.Remove(name);
            return;
        }

        using (NativeFolder folder = parent.OpenFolder(name))
        {
            // Restored folders may forbid their own owner to change them.
            if ((facts.Mode & OwnerAll) != OwnerAll)
            {
                folder.SetMode(facts.Mode | OwnerAll);
            }

            NameList names = folder.ReadNames();
            for (int index = 0; index < names.Count; index++)
            {
                Remove(folder, names[index]);
            }
        }

        parent.RemoveFolder(name);
    }
}
