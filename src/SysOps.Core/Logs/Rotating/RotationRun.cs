using System.Runtime.Versioning;
using SysOps.Files.Native;
using SysOps.Logs.Removing;

namespace SysOps.Logs.Rotating;

/// <summary>What all rules of one run share.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RotationRun
{
    private const int MostTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public RotationRun(RotationRequest request, IRotationPort port, CancellationToken cancellationToken)
    {
        Request = request;
        Port = port;
        CancellationToken = cancellationToken;
        Now = request.Time.GetLocalNow();
        State = new RotationState(Now.DateTime);
    }

    public RotationRequest Request { get; }

    public IRotationPort Port { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The moment of the whole run: a rotation at midnight has one date.</summary>
    public DateTimeOffset Now { get; }

    public RotationState State { get; }

    public TimeZoneInfo Zone => Request.Time.LocalTimeZone;

    public bool PlanOnly => Request.PlanOnly;

    /// <summary>Whether a process may still write to the file; where nobody can tell it may.</summary>
    public bool MayBeWritten(NativeFolder folder, ReadOnlySpan<byte> name)
    {
        using NativeFile file = folder.OpenFile(name);
        bool? known = file.IsOpenForWriting();

        // A program that is just being started has all that its parent has open, for a moment.
        for (int @try = 0; known is true && @try < MostTries && !CancellationToken.WaitHandle.WaitOne(Pause); @try++)
        {
            known = file.IsOpenForWriting();
        }

        if (known is { } told)
        {
            return told;
        }

        OpenFiles open = FileUser.Outside(() => OpenFiles.Read(CancellationToken));
        return !open.IsComplete || open.Identities.Contains(file.ReadFacts().Identity);
    }
}
