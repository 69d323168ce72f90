using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SysOps.Files.Native;

/// <summary>
/// A user and group with whose rights files are reached. On Linux these rights are a thread's: the work runs on a thread of its own that gives up
/// root's for good and then ends, so that nothing else of the process ever runs with them, nor can return to root's.
/// </summary>
/// <param name="UserId">The user.</param>
/// <param name="GroupId">The group; further groups are given up.</param>
public sealed record FileUser(uint UserId, uint GroupId)
{
    private const uint Unchanged = uint.MaxValue; // Not an id: the call only tells the one there is.

    [ThreadStatic]
    private static BlockingCollection<Action>? _outside;

    private static nint SetGroupsNumber => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 159 : 116;

    /// <summary>
    /// Runs work that calls nothing but the file system. Whatever starts a task, a thread or a program goes through <see cref="Outside{T}"/>:
    /// what this thread starts would take its rights over, and a thread of the pool would keep them.
    /// </summary>
    /// <exception cref="NativeException">This process may not take them.</exception>
    [SupportedOSPlatform("linux")]
    public T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        using BlockingCollection<Action> outside = [];
        var thread = new Thread(() =>
        {
            try
            {
                Become();
                _outside = outside;
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                outside.CompleteAdding();
            }
        })
        { IsBackground = true, Name = "Files of another user" };
        thread.Start();
        foreach (Action step in outside.GetConsumingEnumerable())
        {
            step();
        }

        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Runs a step with the rights of the process: on the thread that waits in <see cref="Run{T}"/>, or at once where there is none.</summary>
    public static T Outside<T>(Func<T> step)
    {
        if (_outside is not { } outside)
        {
            return step();
        }

        T result = default!;
        ExceptionDispatchInfo? failure = null;
        using ManualResetEventSlim done = new();
        outside.Add(() =>
        {
            try
            {
                result = step();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            done.Set();
        });
        done.Wait();
        failure?.Throw();
        return result;
    }

    [SupportedOSPlatform("linux")]
    private void Become()
    {
        bool wasRoot = FileStatus.CurrentUserId == 0;
        if (wasRoot && LinuxCalls.SetGroups(SetGroupsNumber, 0, []) < 0)
        {
            throw new NativeException("give up the groups for", "su"u8, NativeError.Last);
        }

        _ = LinuxCalls.SetFileGroup(GroupId);
        _ = LinuxCalls.SetFileUser(UserId);
        if ((uint)LinuxCalls.SetFileGroup(Unchanged) != GroupId || (uint)LinuxCalls.SetFileUser(Unchanged) != UserId)
        {
            throw new NativeException("take the rights of another user for", "su"u8, NativeError.NotPermitted);
        }
    }
}
