using SysOps.Backups.Archives.Indexes;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Reading;

/// <summary>What an error of the file system means for the entry that was to be made.</summary>
internal static class Outcomes
{
    public static ExtractedEntry Of(IndexEntry entry, NativeException exception)
    {
        if (exception.Error == NativeError.Exists)
        {
            return new ExtractedEntry(entry, ExtractOutcome.Refused, "Its name is taken: the archive has it twice, or it was there before.");
        }

        if (exception.Error == NativeError.TooManyLinks || exception.Error == NativeError.NotFolder || exception.Error == NativeError.OtherFileSystem)
        {
            return new ExtractedEntry(entry, ExtractOutcome.Refused, "A link or a file stands where its folder should be.");
        }

        return new ExtractedEntry(entry, ExtractOutcome.Failed, exception.Message);
    }
}
