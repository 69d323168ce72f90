using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Puts a log among its generations, and a new one in its place.</summary>
/// <param name="run">The run.</param>
/// <param name="rule">How it is rotated.</param>
/// <param name="turn">The log, due and planned.</param>
[SupportedOSPlatform("linux")]
internal sealed class LogMove(RotationRun run, LogRule rule, LogTurn turn)
{
    private const int PermissionBits = 0b111_111_111;

    private readonly byte[] _name = PathText.Bytes(turn.Name);
    private readonly byte[] _new = UnfinishedNames.NewLog(turn.Name);
    private readonly byte[] _renamed = UnfinishedNames.Renamed(turn.Name);

    /// <summary>Whether a copy of the log has its name among the generations already.</summary>
    public bool IsPublished { get; private set; }

    private NativeFolder Folder => turn.Folder!;

    private GenerationFolder Generations => turn.Generations!;

    private string Rotated => turn.Plan!.Rotated;

    /// <exception cref="IOException">The log is still there, under its name or under one by which the next run knows it.</exception>
    public void Run()
    {
        switch (rule.Method)
        {
            case RotationMethod.Copy or RotationMethod.CopyTruncate when turn.CutOff is null:
                Copy();
                break;
            case RotationMethod.RenameCopy:
                Rename();
                PlaceNew();
                break;
            default:
                Put(turn.CutOff ?? OutOfPlace());
                PlaceNew();
                break;
        }
    }

    /// <summary>Copies a log that was renamed beside itself, once its writer has opened the new one.</summary>
    public void CopyRenamed()
    {
        using (NativeFile renamed = Folder.OpenFile(_renamed))
        {
            CopyTo(renamed, truncates: false);
        }

        Folder.Remove(_renamed);
    }

    private void Put(byte[] name)
    {
        Generations.KeepAside(Rotated);
        Folder.Rename(name, Generations.Folder, PathText.Bytes(Rotated));
        turn.IsRotated = true;
    }

    private void Rename()
    {
        if (turn.CutOff is not { } left || !left.AsSpan().SequenceEqual(_renamed))
        {
            Folder.Rename(turn.CutOff ?? OutOfPlace(), Folder, _renamed);
        }

        turn.IsRotated = true;
    }

    // The new log takes the place of the old one in one step: at no moment is there none, and a run that is cut off can be finished.
    private byte[] OutOfPlace()
    {
        if (rule.NewLog is null)
        {
            return _name;
        }

        using (NativeFile file = Folder.CreateFile(_new))
        {
            file.Dress(rule, rule.NewLog.UserId ?? turn.Facts.OwnerId, rule.NewLog.GroupId ?? turn.Facts.GroupId, rule.NewLog.Mode ?? (turn.Facts.Mode & PermissionBits));
        }

        try
        {
            Folder.ExchangeNames(_new, Folder, _name);
            return _new;
        }
        catch (NativeException exception) when (exception.Error == NativeError.Invalid || exception.Error == NativeError.NotImplemented)
        {
            // A file system that cannot: the new one comes when the old one is out of its place.
            return _name;
        }
    }

    private void PlaceNew()
    {
        if (Folder.Has(_new))
        {
            Folder.Rename(_new, Folder, _name);
        }
    }

    private void Copy()
    {
        bool truncates = rule.Method is RotationMethod.CopyTruncate;
        using NativeFile log = truncates ? Folder.OpenWritable(_name) : Folder.OpenFile(_name);
        if (log.ReadFacts().Identity != turn.Facts.Identity)
        {
            throw new RotationException($"'{PathText.Show(turn.Path)}' was replaced meanwhile.");
        }

        if (rule.Naming.Keep > 0 || rule.Naming.Keep == -1)
        {
            turn.LossBytes = CopyTo(log, truncates);
        }
        else if (truncates)
        {
            log.SetLength(0);
        }

        turn.IsRotated = true;
    }

    // Nothing is cut off before the copy is safe under its name.
    private long? CopyTo(NativeFile log, bool truncates)
    {
        try
        {
            using NativeFile copy = Generations.CreatePartial(Rotated, turn.Facts);
            LogCopy copying = new(log, copy, run.Request.Time);
            copying.Run(run.CancellationToken);
            Generations.Publish(Rotated);
            IsPublished = true;
            return truncates ? copying.Truncate(run.CancellationToken) : null;
        }
        catch
        {
            Generations.DiscardPartial(Rotated);
            throw;
        }
    }
}
