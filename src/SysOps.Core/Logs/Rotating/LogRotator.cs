using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Carries out what was decided for one log.</summary>
/// <param name="run">The run.</param>
/// <param name="rule">How it is rotated.</param>
/// <param name="turn">The log, due and planned.</param>
[SupportedOSPlatform("linux")]
internal sealed class LogRotator(RotationRun run, LogRule rule, LogTurn turn)
{
    private const int PermissionBits = 0b111_111_111;

    private NativeFolder Folder => turn.Folder!;

    private GenerationFolder Generations => turn.Generations!;

    private GenerationPlan Plan => turn.Plan!;

    private byte[] Name => PathText.Bytes(turn.Name);

    private byte[] NewName => UnfinishedNames.NewLog(turn.Name);

    private byte[] RenamedName => PathText.Bytes(turn.Name + ".tmp");

    /// <summary>Makes place among the generations, and puts the log there.</summary>
    /// <exception cref="IOException">The log stays; older generations have their names back.</exception>
    public void Rotate()
    {
        turn.Refresh();
        if (Plan.Problem is { } problem)
        {
            throw new RotationException(problem + ".");
        }

        foreach (string earlier in Plan.Compress)
        {
            _ = run.MayBeWritten(Generations.Folder, PathText.Bytes(earlier))
                ? throw new RotationException($"'{PathText.Show(Generations.PathOf(earlier))}' is still open for writing: its writer has not opened a new log since the last rotation.")
                : Generations.Compress(earlier);
        }

        foreach (string old in Plan.Expired)
        {
            Mail(old);
            Remove(old);
        }

        List<(string From, string To)> moved = [];
        try
        {
            foreach ((string from, string to) in Plan.Moves)
            {
                Generations.Folder.Rename(PathText.Bytes(from), Generations.Folder, PathText.Bytes(to));
                moved.Add((from, to));
            }

            PutLog();
        }
        catch when (!turn.IsRotated)
        {
            for (int index = moved.Count - 1; index >= 0; index--)
            {
                Generations.Folder.Rename(PathText.Bytes(moved[index].To), Generations.Folder, PathText.Bytes(moved[index].From));
            }

            throw;
        }

        Generations.Folder.Sync();
        Folder.Sync();
    }

    /// <summary>After the writer has opened the new log: compresses, mails and removes.</summary>
    /// <exception cref="IOException">What was not done is done by the next run.</exception>
    public void Complete()
    {
        if (rule.Method is RotationMethod.RenameCopy)
        {
            CopyRenamed();
        }

        string newest = Plan.Rotated;
        if (rule.Compression is { IsOn: true, IsDelayed: false } && Generations.Has(newest))
        {
            if (run.MayBeWritten(Generations.Folder, PathText.Bytes(newest)))
            {
                turn.Note = $"{turn.Decision.Reason}; it is still open for writing, and compressed by the next run";
                return;
            }

            turn.CompressedBytes = Generations.Compress(newest, CompressedTime);
            newest += rule.Compression.Extension;
        }

        MailNewest(newest);
        if (Plan.Oldest is { } oldest && Generations.Has(oldest))
        {
            MailLast(oldest);
            Remove(oldest);
        }
    }

    private void PutLog()
    {
        if (turn.WasCutOff)
        {
            Put(NewName);
            return;
        }

        switch (rule.Method)
        {
            case RotationMethod.Copy or RotationMethod.CopyTruncate:
                Copy();
                break;
            case RotationMethod.RenameCopy:
                Folder.Rename(OutOfPlace(), Folder, RenamedName);
                turn.IsRotated = true;
                break;
            default:
                Put(OutOfPlace());
                break;
        }

        PlaceNew();
    }

    private void Put(byte[] name)
    {
        Generations.KeepAside(Plan.Rotated);
        Folder.Rename(name, Generations.Folder, PathText.Bytes(Plan.Rotated));
        turn.IsRotated = true;
    }

    // The new log takes the place of the old one in one step: at no moment is there none, and a run that is cut off can be finished.
    private byte[] OutOfPlace()
    {
        if (rule.NewLog is null)
        {
            return Name;
        }

        using (NativeFile file = Folder.CreateFile(NewName))
        {
            Generations.Dress(file, rule.NewLog.UserId ?? turn.Facts.OwnerId, rule.NewLog.GroupId ?? turn.Facts.GroupId, rule.NewLog.Mode ?? (turn.Facts.Mode & PermissionBits));
        }

        try
        {
            Folder.ExchangeNames(NewName, Folder, Name);
            return NewName;
        }
        catch (NativeException exception) when (exception.Error == NativeError.Invalid || exception.Error == NativeError.NotImplemented)
        {
            // A file system that cannot: the new one comes when the old one is out of its place.
            return Name;
        }
    }

    private void PlaceNew()
    {
        if (rule.NewLog is not null && rule.Method is RotationMethod.Rename or RotationMethod.RenameCopy && FolderHas(NewName))
        {
            Folder.Rename(NewName, Folder, Name);
        }
    }

    private bool FolderHas(byte[] name)
    {
        try
        {
            Folder.ReadFacts(name);
            return true;
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return false;
        }
    }

    private void Copy()
    {
        bool truncates = rule.Method is RotationMethod.CopyTruncate;
        using NativeFile log = truncates ? Folder.OpenWritable(Name) : Folder.OpenFile(Name);
        if (log.ReadFacts().Identity != turn.Facts.Identity)
        {
            throw new RotationException($"'{PathText.Show(turn.Path)}' was replaced meanwhile.");
        }

        if (rule.Naming.Keep == 0)
        {
            if (truncates)
            {
                log.SetLength(0);
            }

            turn.IsRotated = true;
            return;
        }

        turn.LossBytes = CopyTo(log, truncates);
        turn.IsRotated = true;
    }

    private void CopyRenamed()
    {
        using (NativeFile renamed = Folder.OpenFile(RenamedName))
        {
            CopyTo(renamed, truncates: false);
        }

        Folder.Remove(RenamedName);
    }

    // A copy is as old as it is; what is compressed is as old as the log.
    private FileTime? CompressedTime => rule.Method is RotationMethod.RenameCopy or RotationMethod.CopyTruncate or RotationMethod.Copy ? turn.Facts.Modified : null;

    // Nothing is cut off before the copy is safe under its name.
    private long? CopyTo(NativeFile log, bool truncates)
    {
        try
        {
            using NativeFile copy = Generations.CreatePartial(Plan.Rotated, turn.Facts);
            LogCopy copying = new(log, copy, run.Request.Time);
            copying.Run(run.CancellationToken);
            Generations.Publish(Plan.Rotated);
            return truncates ? copying.Truncate(run.CancellationToken) : null;
        }
        catch
        {
            Generations.DiscardPartial(Plan.Rotated);
            throw;
        }
    }

    private void Remove(string name)
    {
        Generations.Remove(name);
        turn.Removed.Add(name);
    }

    private void MailNewest(string name)
    {
        if (rule.Removal.MailsNewest && Generations.Has(name))
        {
            Mail(name);
        }
    }

    private void MailLast(string name)
    {
        if (!rule.Removal.MailsNewest)
        {
            Mail(name);
        }
    }

    // What is too old is mailed whichever of the others are.
    private void Mail(string name)
    {
        if (rule.Removal.MailAddress is not null)
        {
            bool isCompressed = rule.Compression.IsOn && !(rule.Removal.MailsNewest && rule.Compression.IsDelayed);
            Generations.Mail(name, rule.Removal.MailsNewest && isCompressed ? turn.Path : Generations.PathOf(name), isCompressed);
        }
    }
}
