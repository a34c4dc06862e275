using Kotwal.Fuzz;

var parsed = FuzzCommand.Create().Parse(args);
foreach (var error in parsed.Errors)
{
    await Console.Error.WriteLineAsync("kotwal-fuzz: " + error.Message);
}

return parsed.Errors.Count > 0 ? 2 : await parsed.InvokeAsync();
