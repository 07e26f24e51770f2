// A photo is drawn smaller on the phone: it is sent sooner, and says nothing of the camera or the place.
const LONGEST = 2000; // pixels

export async function smaller(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
}

export function show(form, photo) {
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(photo.blob);
  image.dataset.told = photo.id;
  form.querySelector("[data-photos]").append(image);
}
