using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Compressing;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>What is done to the generations of a log: they are compressed, mailed and removed. Files are opened with the rights of the rule; programs have those of this process.</summary>
/// <param name="generations">Where they are.</param>
/// <param name="rule">How the log is rotated.</param>
/// <param name="run">The run.</param>
[SupportedOSPlatform("linux")]
internal sealed class GenerationWork(GenerationFolder generations, LogRule rule, RotationRun run)
{
    /// <summary>Compresses a file into one beside it; the file goes once the other is whole, verified and safe on the disk.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="modified">When the log was written to last, of which this is a copy; null for the file's own time.</param>
    /// <returns>The size of the compressed one.</returns>
    /// <exception cref="IOException">It failed, and the file is as it was.</exception>
    public long Compress(string name, FileTime? modified = null)
    {
        string compressed = name + rule.Compression.Extension;
        long size;
        using (NativeFile source = generations.OpenRegular(name))
        {
            try
            {
                size = Compress(source, name, compressed, modified);
            }
            catch
            {
                generations.DiscardPartial(compressed);
                throw;
            }
        }

        generations.Publish(compressed);
        Remove(name);
        return size;
    }

    /// <summary>Removes a file, after the script that the rule has for that, and overwritten where the rule says so.</summary>
    /// <exception cref="IOException">It stays.</exception>
    public void Remove(string name)
    {
        if (rule.Scripts.BeforeRemoval is { } script)
        {
            FileUser.Outside(() =>
            {
                ScriptRunner.RunAsync(script, "preremove", [generations.PathOf(name)], run.CancellationToken).GetAwaiter().GetResult();
                return true;
            });
        }

        byte[] bytes = PathText.Bytes(name);
        if (rule.Removal.Shreds)
        {
            using NativeFile file = generations.Folder.OpenWritable(bytes);
            generations.RequireRegular(file, name);
            LogShredder.Shred(file, rule.Removal.ShredCycles);
        }

        generations.Folder.RemoveIfThere(bytes);
    }

    /// <summary>Mails a generation where the rule says so.</summary>
    /// <param name="name">Of the generation.</param>
    /// <param name="log">Full path of the log.</param>
    /// <exception cref="IOException">It could not be mailed.</exception>
    public void Mail(string name, string log)
    {
        if (rule.Removal.MailAddress is not { } address)
        {
            return;
        }

        bool isCompressed = rule.Compression.IsOn && !(rule.Removal.MailsNewest && rule.Compression.IsDelayed);
        string subject = rule.Removal.MailsNewest && isCompressed ? log : generations.PathOf(name);
        using NativeFile file = generations.OpenRegular(name);
        FileUser.Outside(() =>
        {
            LogMailer.Send(run.Request.MailCommand, address, PathText.Show(subject), file, isCompressed ? rule.Compression : null);
            return true;
        });
    }

    private long Compress(NativeFile source, string name, string compressed, FileTime? modified)
    {
        FileFacts facts = source.ReadFacts();
        using NativeFile target = generations.CreatePartial(compressed, facts);
        FileUser.Outside(() =>
        {
            LogCompressions.Of(rule.Compression).Run(source, generations.PathOf(name), target, run.CancellationToken);
            return true;
        });
        target.SetModified(modified ?? facts.Modified);
        target.Sync();
        return source.ReadFacts().IsUnchanged(facts) ? target.ReadFacts().Size : throw new RotationException($"'{PathText.Show(generations.PathOf(name))}' was written to while it was compressed.");
    }
}
