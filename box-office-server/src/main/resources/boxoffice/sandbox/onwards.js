document.getElementById("onwards").submit();
