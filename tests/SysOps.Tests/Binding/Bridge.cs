using System.Reflection;

namespace SysOps.Tests.Binding;

/// <summary>
/// The loaded module's own bridge, by reflection: tests never reference the module, and no cmdlet lets one see from
/// outside in which order the bridge ends things.
/// </summary>
internal sealed class Bridge
{
    private readonly object _bridge;
    private readonly Type _type;

    private Bridge(object bridge)
    {
        _bridge = bridge;
        _type = bridge.GetType();
    }

    public static void Run(Assembly module, Func<Bridge, CancellationToken, Task> work) => RunUntil(module, work, CancellationToken.None);

    /// <summary>Runs the work until the pipeline is stopped.</summary>
    public static void RunUntil(Assembly module, Func<Bridge, CancellationToken, Task> work, CancellationToken stop)
    {
        Func<object, CancellationToken, Task> adapted = (bridge, token) => work(new Bridge(bridge), token);
        Type type = module.GetType("SysOps.Binding.PipelineBridge", throwOnError: true)!;
        type.GetMethod("Run")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [adapted, stop], null);
    }

    public void Post(Action action) => _type.GetMethod("Post")!.Invoke(_bridge, [action]);

    public Task InvokeAsync(Action action) =>
        (Task)_type.GetMethod("InvokeAsync", [typeof(Action)])!.Invoke(_bridge, BindingFlags.DoNotWrapExceptions, null, [action], null)!;
}
