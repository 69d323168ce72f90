using System.Management.Automation;

namespace SysOps.Errors;

/// <summary>The one place where an exception becomes an error record: id, category, target, and what to do now.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception exception, object? target = null)
    {
        if (exception is not SysOpsException known)
        {
            return new ErrorRecord(exception, ErrorCatalogue.OperationFailed.Name, CategoryOf(ErrorKind.Failed), target);
        }

        var record = new ErrorRecord(known, known.Id.Name, CategoryOf(known.Kind), known.Target ?? target);
        if (known.Remedy is not null)
        {
            // Not as RecommendedAction as well: pwsh would say it twice.
            record.ErrorDetails = new ErrorDetails($"{known.Message} {known.Remedy}");
        }

        return record;
    }

    public static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Refused => ErrorCategory.InvalidOperation,
        ErrorKind.Corrupt => ErrorCategory.InvalidData,
        ErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.Denied => ErrorCategory.PermissionDenied,
        ErrorKind.Invalid => ErrorCategory.InvalidArgument,
        ErrorKind.Conflict => ErrorCategory.ResourceBusy,
        ErrorKind.Timeout => ErrorCategory.OperationTimeout,
        _ => ErrorCategory.InvalidResult,
    };
}
