using SysOps.Health;
using SysOps.Servers.Http;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>A service that is known by an endpoint of its own: it runs when that answers with 2xx.</summary>
internal static class HttpService
{
    public static async Task<ServiceState> ReadAsync(SensitiveText url, ProbeContext context, CancellationToken cancellationToken)
    {
        try
        {
            HttpAnswer answer = await HttpExchange.SendAsync(new HttpRequestSettings { Url = url }, context.Secrets, context.Clock, cancellationToken).ConfigureAwait(false);
            string state = $"{(int)answer.Status} {answer.Status}";
            return new ServiceState { IsRunning = (int)answer.Status is >= 200 and <= 299, State = state, Message = $"{answer.Endpoint} answered {state}", Latency = answer.Latency };
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.ServiceUnavailable)
        {
            return new ServiceState { IsRunning = false, Message = $"{exception.Message} {exception.Remedy}" };
        }
    }
}
