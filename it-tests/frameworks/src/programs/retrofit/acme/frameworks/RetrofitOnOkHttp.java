package acme.frameworks;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** As it comes. */
public final class RetrofitOnOkHttp implements Framework {
    /** What a user of Retrofit writes. */
    public interface Things {
        @GET("{path}")
        Call<ResponseBody> get(@Path(value = "path", encoded = true) String path);

        @POST("{path}")
        Call<ResponseBody> post(@Path(value = "path", encoded = true) String path, @Body RequestBody body);
    }

    @Override
    public Answer get(String base, String path) throws IOException {
        return answer(things(base).get(path.substring(1)));
    }

    @Override
    public Answer post(String base, String path, String word) throws IOException {
        RequestBody body = RequestBody.create(MediaType.parse("text/plain"), word);
        return answer(things(base).post(path.substring(1), body));
    }

    private static Things things(String base) {
        return new Retrofit.Builder().baseUrl(base + "/").build().create(Things.class);
    }

    private static Answer answer(Call<ResponseBody> call) throws IOException {
        Response<ResponseBody> answer = call.execute();
        try (ResponseBody body = answer.isSuccessful() ? answer.body() : answer.errorBody()) {
            return new Answer(answer.code(), body.string());
        }
    }
}
